import { rowOf } from './internal/rowOf.ts';

/** What one kind of token costs, in US dollars per 1,000,000 tokens. */
export interface TokenPrices {
  readonly input: number;
  readonly cachedInput: number;
  /** Absent where the model does not put out this kind. */
  readonly output?: number;
}

/** What one model costs: its tokens by what they carry, or the minutes of sound that it heard. */
export interface ModelPrices {
  /** When these prices were public, as `YYYY-MM`. */
  readonly asOf: string;
  /** Absent where the model does not take this kind, or is billed by time. */
  readonly text?: TokenPrices;
  readonly audio?: TokenPrices;
  readonly image?: TokenPrices;
  /** US dollars for a minute of sound; absent where the model is billed by tokens. */
  readonly minute?: number;
}

/** Prices by model. A dated snapshot of a model (`gpt-realtime-2025-08-28`) has the prices of the model unless it has its own. */
export type PriceTable = Readonly<Record<string, ModelPrices>>;

const dear = {
  audio: { input: 32, cachedInput: 0.4, output: 64 },
  image: { input: 5, cachedInput: 0.5 },
};
const small = {
  text: { input: 0.6, cachedInput: 0.06, output: 2.4 },
  audio: { input: 10, cachedInput: 0.3, output: 20 },
  image: { input: 0.8, cachedInput: 0.08 },
};
/** As the pages of the models have it: one price for all that a transcriber reads. */
const writing = (input: number, output: number) => {
  const tokens = { input, cachedInput: input, output };
  return { text: tokens, audio: tokens };
};
const speaking = { ...dear, text: { input: 4, cachedInput: 0.4, output: 16 } };
const reasoning = { ...dear, text: { input: 4, cachedInput: 0.4, output: 24 } };

/**
 * Prices of the gpt-realtime family and of the models that transcribe, as the pages of the models showed them
 * (developers.openai.com/api/docs/models).
 *
 * Prices change, accounts differ, and this table does not follow them: check it against OpenAI's price page before money
 * depends on it, and spread your own rows over it (`{ ...realtimePrices, 'my-model': … }`). A model that is not in
 * the table has no price here, not the price of a similar one.
 *
 * @example
 * import { realtimePrices } from '@rx-realtime/responses/usage';
 *
 * console.log(realtimePrices['gpt-realtime-2.1']?.audio?.output); // prints: 64
 * console.log(realtimePrices['gpt-realtime-whisper']?.minute); // prints: 0.017
 */
export const realtimePrices: PriceTable = {
  'gpt-realtime': { asOf: '2025-10', ...speaking },
  'gpt-realtime-mini': { asOf: '2025-10', ...small },
  'gpt-realtime-1.5': { asOf: '2026-07', ...speaking },
  'gpt-realtime-2': { asOf: '2026-07', ...reasoning },
  'gpt-realtime-2.1': { asOf: '2026-07', ...reasoning },
  'gpt-realtime-2.1-mini': { asOf: '2026-07', ...small },
  'gpt-realtime-translate': { asOf: '2026-11', minute: 0.034 },
  'gpt-realtime-whisper': { asOf: '2026-11', minute: 0.017 },
  'gpt-live-transcribe': { asOf: '2026-11', minute: 0.017 },
  'gpt-transcribe': { asOf: '2026-11', minute: 0.0045 },
  'gpt-4o-transcribe': { asOf: '2026-11', ...writing(2.5, 10) },
  'gpt-4o-mini-transcribe': { asOf: '2026-11', ...writing(1.25, 5) },
  'whisper-1': { asOf: '2026-11', minute: 0.006 },
};

/** The prices of a model: its own row, or for a dated snapshot that of the model. */
export function pricesOf(prices: PriceTable, model: string): ModelPrices | undefined {
  return rowOf(prices, model);
}
