import type { DurationUsage, TokenUsage, Usage } from '@rx-realtime/codecs';

/** Tokens by what they carry. */
export interface ModalityTokens {
  readonly text: number;
  readonly audio: number;
  readonly image: number;
  /** Tokens that the server counted without saying what they carry. */
  readonly unattributed: number;
}

/** What is billed: tokens by what they carry, and sound by its length. Of one thing, or the sum of many. */
export interface UsageAmounts {
  /** All tokens read, the cached ones included. */
  readonly input: ModalityTokens;
  /** The part of `input` that came from the prompt cache: a subset, never to be added to it. */
  readonly cachedInput: ModalityTokens;
  readonly output: ModalityTokens;
  /** Sound that is billed by its length, by models that count minutes. */
  readonly durationMs: number;
}

/** No tokens of any kind. */
export const noTokens: ModalityTokens = { text: 0, audio: 0, image: 0, unattributed: 0 };

/** The usage of nothing: where a running sum starts. */
export const noUsage: UsageAmounts = {
  input: noTokens,
  cachedInput: noTokens,
  output: noTokens,
  durationMs: 0,
};

/** The sum of the four kinds. */
export function totalTokens({ text, audio, image, unattributed }: ModalityTokens): number {
  return text + audio + image + unattributed;
}

const addTokens = (a: ModalityTokens, b: ModalityTokens): ModalityTokens => ({
  text: a.text + b.text,
  audio: a.audio + b.audio,
  image: a.image + b.image,
  unattributed: a.unattributed + b.unattributed,
});

/** The sum of two usages. */
export function addUsage(a: UsageAmounts, b: UsageAmounts): UsageAmounts {
  return {
    input: addTokens(a.input, b.input),
    cachedInput: addTokens(a.cachedInput, b.cachedInput),
    output: addTokens(a.output, b.output),
    durationMs: a.durationMs + b.durationMs,
  };
}

interface Details {
  readonly text_tokens?: number | null;
  readonly audio_tokens?: number | null;
  readonly image_tokens?: number | null;
}

/** Counts are shares of `total`; what the details leave open is unattributed, what they claim beyond it is not believed. */
const attribute = (total: number | null | undefined, details: Details | null | undefined): ModalityTokens => {
  let left = total ?? Infinity;
  const take = (count: number | null | undefined) => {
    const taken = Math.min(Math.max(count ?? 0, 0), left);
    left -= taken;
    return taken;
  };
  const text = take(details?.text_tokens);
  const audio = take(details?.audio_tokens);
  const image = take(details?.image_tokens);
  return { text, audio, image, unattributed: left === Infinity ? 0 : left };
};

/** The subset stays one, kind by kind and as a whole, whatever the server counts. */
const within = (whole: ModalityTokens, subset: ModalityTokens): ModalityTokens => {
  const text = Math.min(subset.text, whole.text);
  const audio = Math.min(subset.audio, whole.audio);
  const image = Math.min(subset.image, whole.image);
  const left = totalTokens(whole) - text - audio - image;
  return { text, audio, image, unattributed: Math.min(subset.unattributed, left) };
};

/** Reads the `usage` of a response or of a transcription. */
export function usageAmountsOf(usage: Usage | TokenUsage | DurationUsage): UsageAmounts {
  if (!('type' in usage)) return tokensOf(usage);
  if (usage.type === 'duration') return { ...noUsage, durationMs: usage.seconds * 1000 };
  return tokensOf({ ...usage, output_token_details: { text_tokens: usage.output_tokens } });
}

const tokensOf = (usage: Usage): UsageAmounts => {
  const details = usage.input_token_details;
  const input = attribute(usage.input_tokens, details);
  const cached = attribute(details?.cached_tokens ?? 0, details?.cached_tokens_details);
  return {
    input,
    cachedInput: within(input, cached),
    output: attribute(usage.output_tokens, usage.output_token_details),
    durationMs: 0,
  };
};
