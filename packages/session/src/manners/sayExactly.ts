import { responseCreate } from '@rx-realtime/codecs';
import type { ResponseCreate, ResponseCreateParams } from '@rx-realtime/codecs';
import { sayKey } from './internal/marks.ts';

const order =
  'Say exactly the words between the tags, once, in their own language, with nothing before, between or after them.';

/**
 * Asks the model to say exactly these words, once, and to call nothing.
 *
 * An announcement. A model can only be asked: {@link saidExactly} tells whether it did.
 *
 * @param text what to say; tags of its own are left out
 * @param settings what else differs from the session, such as `conversation: 'none'`
 *
 * @example
 * import { sayExactly } from '@rx-realtime/session';
 *
 * const { response } = sayExactly('The line is being recorded.');
 * console.log(response?.tool_choice); // prints: none
 *
 * @see {@link wordsToSay}, which reads the words again, {@link Assistant.say}
 */
export function sayExactly(text: string, settings: ResponseCreateParams = {}): ResponseCreate {
  const words = text.replaceAll(/<\/?say>/g, '').trim();
  return responseCreate({
    tool_choice: 'none',
    instructions: `${order}\n<say>${words}</say>`,
    ...settings,
    metadata: { [sayKey]: 'exactly', ...settings.metadata },
  });
}
