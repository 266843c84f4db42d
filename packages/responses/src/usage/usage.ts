import type { ServerEvent } from '@rx-realtime/codecs';
import { Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { RecentIds } from '@rx-realtime/codecs';
import { addUsage, noUsage, usageTokensOf } from './usageTokens.ts';
import type { UsageTokens } from './usageTokens.ts';

/** What a response used, and what the session used up to it. */
export interface UsageReport {
  readonly responseId: string;
  /** `null` for an out-of-band response. */
  readonly conversationId: string | null | undefined;
  /** The model of the session; `undefined` when no session event was seen and none was configured. */
  readonly model: string | undefined;
  /** Tokens of this response. */
  readonly usage: UsageTokens;
  /** Tokens of all responses since the subscription, this one included. */
  readonly total: UsageTokens;
}

/** Options of {@link usage}. */
export interface UsageConfig {
  /** The model to report until a `session.created` or `session.updated` names one. @defaultValue none */
  readonly model?: string;
}

/**
 * The tokens of each response and of the session so far, by modality.
 *
 * The meter.
 *
 * ```
 * source:  --s--c--d--e--c--e--|    s: session.created  e: response.done with usage
 * usage(): -----------u-----u--|
 * ```
 *
 * - **Value**: the tokens of each response that says them; some failed ones do not. A repeated `response.done` is counted
 *   once. Cached tokens are a subset of the input tokens, as the server counts them. The input transcription is billed by
 *   a model of its own and is not in here; its usage stands in `conversation.item.input_audio_transcription.completed`.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: counts from zero.
 * - **Memory**: the running sum, and the ids of 256 to 512 responses.
 *
 * @param config the model, where the session does not say
 *
 * @example
 * import { totalTokens, usage } from '@rx-realtime/responses/usage';
 * import { of } from 'rxjs';
 *
 * const tokens = { input_tokens: 120, output_tokens: 30, input_token_details: { text_tokens: 100, audio_tokens: 20 } };
 * const response = { id: 'resp_1', status: 'completed', output: [], usage: tokens } as const;
 * of({ type: 'response.done', event_id: 'event_1', response } as const)
 *   .pipe(usage())
 *   .subscribe(({ total }) => console.log(total.input.audio, totalTokens(total.output))); // prints: 20 30
 *
 * @see {@link cost} for money, {@link budget} for a limit
 */
export function usage(config: UsageConfig = {}): OperatorFunction<ServerEvent, UsageReport> {
  return (source) =>
    new Observable((subscriber) => {
      let model = config.model;
      let total = noUsage;
      const counted = new RecentIds(256);
      return source.subscribe({
        next: (event) => {
          if (event.type === 'session.created' || event.type === 'session.updated') {
            model = modelOf(event.session) ?? model;
          } else if (event.type === 'response.done') {
            const { id, conversation_id: conversationId, usage: used } = event.response;
            if (!used || !counted.add(id)) return;
            const tokens = usageTokensOf(used);
            total = addUsage(total, tokens);
            subscriber.next({ responseId: id, conversationId, model, usage: tokens, total });
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

/** Only conversations have a model that answers; the session of a transcription has none. */
const modelOf = (session: object): string | undefined =>
  'model' in session && typeof session.model === 'string' ? session.model : undefined;
