/** What one kind of token costs, in US dollars per 1,000,000 tokens. */
export interface TokenPrices {
  readonly input: number;
  readonly cachedInput: number;
  /** Absent where the model does not put out this kind. */
  readonly output?: number;
}

/** What the tokens of one model cost. */
export interface ModelPrices {
  /** When these prices were public, as `YYYY-MM`. */
  readonly asOf: string;
  readonly text: TokenPrices;
  readonly audio: TokenPrices;
  readonly image: TokenPrices;
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
const speaking = { ...dear, text: { input: 4, cachedInput: 0.4, output: 16 } };
const reasoning = { ...dear, text: { input: 4, cachedInput: 0.4, output: 24 } };

/**
 * Prices of the gpt-realtime family, as the pages of the models showed them (developers.openai.com/api/docs/models).
 *
 * Prices change, accounts differ, and this table does not follow them: check it against OpenAI's price page before money
 * depends on it, and spread your own rows over it (`{ ...realtimePrices, 'my-model': … }`). A model that is not in
 * the table has no price here, not the price of a similar one.
 *
 * @example
 * import { realtimePrices } from '@rx-realtime/responses/usage';
 *
 * console.log(realtimePrices['gpt-realtime']?.audio.output); // prints: 64
 */
export const realtimePrices: PriceTable = {
  'gpt-realtime': { asOf: '2025-10', ...speaking },
  'gpt-realtime-mini': { asOf: '2025-10', ...small },
  'gpt-realtime-1.5': { asOf: '2026-07', ...speaking },
  'gpt-realtime-2': { asOf: '2026-07', ...reasoning },
  'gpt-realtime-2.1': { asOf: '2026-07', ...reasoning },
  'gpt-realtime-2.1-mini': { asOf: '2026-07', ...small },
};

/** The prices of a model: its own row, or for a dated snapshot that of the model. */
export function pricesOf(prices: PriceTable, model: string): ModelPrices | undefined {
  const undated = model.replace(/-\d{4}-\d{2}-\d{2}$/, '');
  if (Object.hasOwn(prices, model)) return prices[model];
  return Object.hasOwn(prices, undated) ? prices[undated] : undefined;
}
