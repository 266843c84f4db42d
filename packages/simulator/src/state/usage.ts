import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Tokens } from './tokens.ts';

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
