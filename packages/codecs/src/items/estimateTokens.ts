import type { UserContent } from '../resources/messageItem.ts';
import type { Item } from '../resources/item.ts';

/** Four characters are about a token. */
const charactersPerToken = 4;
/** Ten tokens a second of the user's sound; of 24,000 samples of two bytes, in base64. */
const base64PerToken = (24_000 * 2 * (4 / 3)) / 10;
/** What a picture costs, about. */
const tokensPerImage = 500;

const tokensOf = (part: UserContent): number =>
  part.type === 'input_audio'
    ? (part.audio?.length ?? 0) / base64PerToken
    : part.type === 'input_image'
      ? tokensPerImage
      : (part.text?.length ?? 0) / charactersPerToken;

/**
 * How many input tokens an item costs, about: four characters of text, or a tenth of a second of sound, are one; a picture is 500.
 *
 * What it does cost is told in the `usage` of the next response.
 *
 * @param item an item as a client creates it
 * @example
 * import { estimateTokens, userText } from '@rx-realtime/codecs';
 *
 * console.log(estimateTokens(userText('Hello there!'))); // prints: 3
 */
export function estimateTokens(item: Item): number {
  return item.type === 'message' && item.role === 'user'
    ? item.content.reduce((sum, part) => sum + tokensOf(part), 0)
    : JSON.stringify(item).length / charactersPerToken;
}
