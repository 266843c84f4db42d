import type { ServerItem } from '../resources/item.ts';

/**
 * What was written or said in a message: the texts of its parts and the transcripts of its sound, in order and without
 * anything between, as `text$` of a response has them.
 *
 * @param item any item of a server
 * @returns `''` where nothing is known, such as speech that is not transcribed, and for items that are no messages
 *
 * @example
 * import { textOf } from '@rx-realtime/codecs';
 *
 * const content = [{ type: 'output_audio', transcript: 'Good morning.' }] as const;
 * console.log(textOf({ type: 'message', id: 'item_1', role: 'assistant', content })); // prints: Good morning.
 *
 * @see {@link itemIdOf}, {@link itemTypeOf}, {@link itemStatusOf}
 */
export function textOf(item: ServerItem): string {
  if (item.type !== 'message') return '';
  let text = '';
  for (const part of item.content) text += part.text ?? ('transcript' in part ? part.transcript : null) ?? '';
  return text;
}
