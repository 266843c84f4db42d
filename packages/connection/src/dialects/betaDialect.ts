import { liftBetaEvent, lowerBetaEvent } from '@rx-realtime/codecs/beta';
import type { BetaConfig } from '@rx-realtime/codecs/beta';
import type { Capabilities } from '@rx-realtime/codecs/correlation';
import type { Dialect } from '../dialect.ts';

/** Options of {@link betaDialect}. */
export interface BetaDialectConfig extends BetaConfig {
  /** What the server confirms and can do. @defaultValue everything */
  readonly capabilities?: Capabilities;
}

/**
 * The dialect of servers that still speak the beta: previews of Azure, Speaches, Qwen-Omni.
 *
 * Events are renamed in both directions, and sessions made flat.
 *
 * Fields that OpenAI's sessions do not have (`temperature`, Qwen's `top_p`) go to the server as they stand in `session`.
 *
 * | server        | where                                                                  | options                                                                       |
 * | ------------- | ---------------------------------------------------------------------- | ----------------------------------------------------------------------------- |
 * | Azure preview | `azure: { endpoint, deployment, apiVersion: '2025-04-01-preview' }`    | –                                                                             |
 * | Speaches      | `url: 'ws://localhost:8000/v1/realtime'`, `model`                      | `capabilities: { truncation: false, metadata: false }`                        |
 * | Qwen-Omni     | `url: 'wss://dashscope-intl.aliyuncs.com/api-ws/v1/realtime'`, `model` | `inputRateHz: 16_000`, `capabilities: { truncation: false, metadata: false }` |
 *
 * Sources: OpenAI's guide from the beta to today's API, Qwen's reference of its events, Speaches' types.
 *
 * @param config what the server means by its words, and what it can do
 * @example
 * import { betaDialect } from '@rx-realtime/connection/beta';
 *
 * const { lower } = betaDialect({ inputRateHz: 16_000 });
 * console.log(lower?.({ type: 'session.update', session: { type: 'realtime', output_modalities: ['text'] } }));
 * // prints: { type: 'session.update', session: { modalities: [ 'text' ] } }
 *
 * @see https://platform.openai.com/docs/guides/realtime#beta-to-ga-migration
 * @see https://www.alibabacloud.com/help/en/model-studio/client-events
 * @see https://github.com/speaches-ai/speaches/blob/master/src/speaches/types/realtime.py
 */
export function betaDialect(config: BetaDialectConfig = {}): Dialect {
  const { capabilities } = config;
  return {
    lift: (event) => liftBetaEvent(event, config),
    lower: (event) => lowerBetaEvent(event, config),
    ...(capabilities && { capabilities }),
  };
}
