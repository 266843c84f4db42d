import * as t from 'io-ts';
import { integer } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';
import { tagged } from '../describe/tagged.ts';

const tokensByModality = {
  /** Text. */
  text_tokens: integer(),
  /** Sound: about one token for each 100 ms of the user's, 50 ms of the model's. */
  audio_tokens: integer(),
};
const tokensWithImages = {
  ...tokensByModality,
  /** Pictures. */
  image_tokens: integer(),
};

const cachedTokenDetails = struct('CachedTokenDetails', {}, tokensWithImages);
/** Input tokens that came from the cache. */
export interface CachedTokenDetails extends t.TypeOf<typeof cachedTokenDetails> {}
export const CachedTokenDetails: t.Type<CachedTokenDetails> = cachedTokenDetails;

const inputTokenDetails = struct(
  'InputTokenDetails',
  {},
  {
    ...tokensWithImages,
    /** Of all input tokens, those that came from the cache: a subset, not an addition. */
    cached_tokens: integer(),
    /** The cached ones by modality. */
    cached_tokens_details: CachedTokenDetails,
  },
);
/** Input tokens by modality; the cached ones are counted in them too. */
export interface InputTokenDetails extends t.TypeOf<typeof inputTokenDetails> {}
export const InputTokenDetails: t.Type<InputTokenDetails> = inputTokenDetails;

const outputTokenDetails = struct(
  'OutputTokenDetails',
  {},
  {
    ...tokensByModality,
    /** Spent on thinking, by reasoning models. Not in the schema. */
    reasoning_tokens: integer(),
  },
);
/** Output tokens by modality. */
export interface OutputTokenDetails extends t.TypeOf<typeof outputTokenDetails> {}
export const OutputTokenDetails: t.Type<OutputTokenDetails> = outputTokenDetails;

const usage = struct(
  'Usage',
  {},
  {
    /** Input and output. */
    total_tokens: integer(),
    /** Instructions, tools and conversation. */
    input_tokens: integer(),
    /** Produced by the model. */
    output_tokens: integer(),
    /** The input by modality. */
    input_token_details: InputTokenDetails,
    /** The output by modality. */
    output_token_details: OutputTokenDetails,
  },
);
/** What a response cost in tokens. The whole conversation so far is input each time. */
export interface Usage extends t.TypeOf<typeof usage> {}
export const Usage: t.Type<Usage> = usage;

const TranscriptionTokenDetails = struct('TranscriptionTokenDetails', {}, tokensByModality);

/** Transcription billed by tokens. */
export const TokenUsage = struct(
  'TokenUsage',
  {
    type: t.literal('tokens'),
    /** Tokens of sound and prompt. */
    input_tokens: integer(),
    /** Tokens of the transcript. */
    output_tokens: integer(),
    /** Both. */
    total_tokens: integer(),
  },
  {
    /** The input by modality. */
    input_token_details: TranscriptionTokenDetails,
  },
);
export interface TokenUsage extends t.TypeOf<typeof TokenUsage> {}

/** Transcription billed by time. */
export const DurationUsage = struct(
  'DurationUsage',
  {
    type: t.literal('duration'),
    /** Length of the sound, seconds. */
    seconds: t.number,
  },
  {},
);
export interface DurationUsage extends t.TypeOf<typeof DurationUsage> {}

/** What a transcription cost. Billed apart from the responses, by the price of the transcription model. */
export type TranscriptionUsage = TokenUsage | DurationUsage;
export const TranscriptionUsage: t.Type<TranscriptionUsage> = tagged('TranscriptionUsage', 'type', {
  tokens: TokenUsage,
  duration: DurationUsage,
});
