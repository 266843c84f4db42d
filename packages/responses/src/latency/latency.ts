import type { ServerEvent } from '@rx-realtime/codecs';
import { asyncScheduler, Observable } from 'rxjs';
import type { OperatorFunction, SchedulerLike } from 'rxjs';
import { LatencyFold } from './internal/LatencyFold.ts';
import type { ResponseLatency } from './responseLatency.ts';

/** Options of {@link latency}. */
export interface LatencyConfig {
  /**
   * Emits when sound of a response is heard; the first time of each response counts. With `playback`, the parts of its
   * ledger whose `playedMs` is above 0. Without it the two spans that end with being heard are `undefined`.
   */
  readonly played$?: Observable<{ readonly responseId: string }>;
  /** The clock. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * How long each response took to begin, to be heard, and to end.
 *
 * The stopwatch.
 *
 * ```
 * source:    --s--k--c----d--a-----e--|   s: speech_stopped  k: committed  c: created  d: delta  a: audio  e: done
 * latency(): ---------------------l--|
 * ```
 *
 * - **Value**: the times of a response, once, at its `response.done`; an event's time is its arrival by the scheduler's
 *   clock. With `played$`, a completed response with sound is reported when it is done and heard; if it is never heard,
 *   when the next response of the conversation begins, or when `played$` or the source ends. The turn is the last speech
 *   before an in-band response; the follow-up after a tool call and an out-of-band response answer no turn, so the spans
 *   from speech are `undefined` there. A response whose `response.created` was missed gives nothing.
 * - **Completion**: that of the source, after the responses that waited to be heard.
 * - **Error**: that of the source, after the responses that waited to be heard; that of `played$`.
 * - **Unsubscription**: leaves the source and `played$`.
 * - **Re-subscription**: measures anew.
 * - **Memory**: the times of at most 64 running responses.
 *
 * @param config the scheduler, and who tells what is heard
 *
 * @example
 * import { latency } from '@rx-realtime/responses/latency';
 * import { of } from 'rxjs';
 *
 * const response = { id: 'resp_1', status: 'completed', output: [] } as const;
 * of({ type: 'response.created', event_id: 'event_1', response } as const, { type: 'response.done', event_id: 'event_2', response } as const)
 *   .pipe(latency())
 *   .subscribe(({ createdToFirstAudioMs }) => console.log(createdToFirstAudioMs)); // prints: undefined
 *
 * @see {@link percentiles} for many responses
 */
export function latency(config: LatencyConfig = {}): OperatorFunction<ServerEvent, ResponseLatency> {
  const { played$, scheduler = asyncScheduler } = config;
  return (source) =>
    new Observable((subscriber) => {
      const fold = new LatencyFold(scheduler, played$ !== undefined, (report) => subscriber.next(report));
      const error = (cause: unknown) => subscriber.error(cause);
      subscriber.add(
        played$?.subscribe({
          next: ({ responseId }) => fold.played(responseId),
          error,
          complete: () => fold.stopWaiting(),
        }),
      );
      subscriber.add(
        source.subscribe({
          next: (event) => fold.next(event),
          error: (cause) => {
            fold.stopWaiting();
            error(cause);
          },
          complete: () => {
            fold.stopWaiting();
            subscriber.complete();
          },
        }),
      );
    });
}
