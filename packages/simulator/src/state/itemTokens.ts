import type { StoredItem } from './storedItem.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Tokens } from './tokens.ts';
import { textTokens, userAudioTokens, assistantAudioTokens } from './tokens.ts';

const contentText = (part: unknown): string => {
  if (!isObject(part)) return '';
  const text = part['text'] ?? (part['type'] === 'output_audio' ? part['transcript'] : '');
  return typeof text === 'string' ? text : '';
};

const textOf = (wire: JsonObject): string => {
  const content = wire['content'];
  const parts = Array.isArray(content) ? content.map(contentText) : [];
  const own = ['arguments', 'output'].map((key) => (typeof wire[key] === 'string' ? wire[key] : ''));
  return [...parts, ...own].join('');
};

/** The tokens of items as they are on the wire: each response reads all items, and most are as they were. */
const textTokensOf = new WeakMap<JsonObject, number>();

const knownTextTokens = (wire: JsonObject): number => {
  const known = textTokensOf.get(wire);
  if (known !== undefined) return known;
  const tokens = textTokens(textOf(wire));
  textTokensOf.set(wire, tokens);
  return tokens;
};

/** What an item costs when it is read as part of the context. */
export const itemTokens = (item: StoredItem): Tokens => ({
  text: knownTextTokens(item.wire),
  audio: item.spoken ? assistantAudioTokens(item.audioMs) : userAudioTokens(item.audioMs),
});
