import { RecentIds } from '@rx-realtime/codecs';
import type { DurationUsage, ServerEvent, TokenUsage, Usage } from '@rx-realtime/codecs';
import { Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { SessionModels } from './internal/SessionModels.ts';
import { addUsage, noUsage, usageAmountsOf } from './usageAmounts.ts';
import type { UsageAmounts } from './usageAmounts.ts';

/** What was billed: a response, or the transcription of what the user said, which a model of its own makes. */
export type Billed =
  | {
      readonly kind: 'response';
      readonly responseId: string;
      /** `null` for an out-of-band response. */
      readonly conversationId: string | null | undefined;
    }
  | { readonly kind: 'transcription'; readonly itemId: string; readonly contentIndex: number };

/** What a response or a transcription used, and what the session used up to it. */
export interface UsageReport {
  readonly billed: Billed;
  /** The model that did the work; `undefined` when no session event named one and none was configured. */
  readonly model: string | undefined;
  /** What this response or transcription used. */
  readonly usage: UsageAmounts;
  /** All since the subscription, this one included. */
  readonly total: UsageAmounts;
}

/** Options of {@link usage}. */
export interface UsageConfig {
  /** The model that answers, until a `session.created` or `session.updated` names one. @defaultValue none */
  readonly model?: string;
  /** The model that transcribes, until a `session.created` or `session.updated` names one. @defaultValue none */
  readonly transcriptionModel?: string;
}

/**
 * What each response and each transcription used, and the session so far: tokens by modality, and minutes.
 *
 * The meter.
 *
 * ```
 * source:  --s--c--d--e--t--c--e--|   s: session.created  e: response.done with usage  t: transcription completed
 * usage(): -----------u--u-----u--|
 * ```
 *
 * - **Value**: what a response used, with its `response.done`; what the transcription of the user's speech used, with its
 *   `conversation.item.input_audio_transcription.completed`: tokens or a duration, as its model counts. What says no
 *   usage (some failed responses) gives nothing. A repeated event is counted once. Cached tokens are a subset of the input
 *   tokens, as the server counts them.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: counts from zero.
 * - **Memory**: the running sum, and the ids of 256 to 512 responses and items.
 *
 * @param config the models, where the session does not say
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
      const models = new SessionModels(config.model, config.transcriptionModel);
      const counted = new RecentIds(256);
      let total = noUsage;
      const count = (
        billed: Billed,
        model: string | undefined,
        used: Usage | TokenUsage | DurationUsage | null | undefined,
      ) => {
        if (!used || !counted.add(keyOf(billed))) return;
        const amounts = usageAmountsOf(used);
        total = addUsage(total, amounts);
        subscriber.next({ billed, model, usage: amounts, total });
      };
      return source.subscribe({
        next: (event) => {
          if (event.type === 'session.created' || event.type === 'session.updated') {
            models.next(event.session);
          } else if (event.type === 'response.done') {
            const { id, conversation_id: conversationId, usage: used } = event.response;
            count({ kind: 'response', responseId: id, conversationId }, models.response, used);
          } else if (event.type === 'conversation.item.input_audio_transcription.completed') {
            const { item_id: itemId, content_index: contentIndex, usage: used } = event;
            const known = used?.type === 'unknown' ? undefined : used;
            count({ kind: 'transcription', itemId, contentIndex }, models.transcription, known);
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

const keyOf = (billed: Billed): string =>
  billed.kind === 'response' ? billed.responseId : `${billed.contentIndex} ${billed.itemId}`;
