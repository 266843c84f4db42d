import type { StoredItem } from './storedItem.ts';
import { isObject } from '../shapes/shape.ts';
import type { JsonObject } from '../shapes/shape.ts';

export interface Tokens {
  readonly text: number;
  readonly audio: number;
}

/** About four characters of English make a token. */
export const textTokens = (text: string): number => Math.ceil(text.length / 4);
/** OpenAI's rates: sound of the user 1 token for each 100 ms, of the assistant 1 for each 50 ms. */
export const userAudioTokens = (ms: number): number => Math.ceil(ms / 100);
export const assistantAudioTokens = (ms: number): number => Math.ceil(ms / 50);

export const addTokens = (left: Tokens, right: Tokens): Tokens => ({
  text: left.text + right.text,
  audio: left.audio + right.audio,
});

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

/** What an item costs when it is read as part of the context. */
export const itemTokens = (item: StoredItem): Tokens => ({
  text: textTokens(textOf(item.wire)),
  audio: item.spoken ? assistantAudioTokens(item.audioMs) : userAudioTokens(item.audioMs),
});

const cacheBlock = 64;
const total = (tokens: Tokens): number => tokens.text + tokens.audio;

/** The part of `input` that an earlier response already read; the cache works in blocks of 64 tokens. */
const cachedOf = (input: Tokens, earlier: Tokens): Tokens => {
  const whole = Math.floor(Math.min(total(input), total(earlier)) / cacheBlock) * cacheBlock;
  const text = Math.min(whole, input.text);
  return { text, audio: whole - text };
};

/** The `usage` of a response. Cached tokens are a subset of the input tokens. */
export const usageOf = (input: Tokens, earlier: Tokens, output: Tokens): JsonObject => {
  const cached = cachedOf(input, earlier);
  return {
    total_tokens: total(input) + total(output),
    input_tokens: total(input),
    output_tokens: total(output),
    input_token_details: {
      text_tokens: input.text,
      audio_tokens: input.audio,
      image_tokens: 0,
      cached_tokens: total(cached),
      cached_tokens_details: { text_tokens: cached.text, audio_tokens: cached.audio, image_tokens: 0 },
    },
    output_token_details: { text_tokens: output.text, audio_tokens: output.audio, reasoning_tokens: 0 },
  };
};
