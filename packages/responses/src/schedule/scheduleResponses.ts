import { randomId } from '@rx-realtime/codecs';
import type { ClientEvent, ResponseCreate, ServerEvent } from '@rx-realtime/codecs';
import { asyncScheduler, Observable, Subject } from 'rxjs';
import type { NextObserver, OperatorFunction, SchedulerLike } from 'rxjs';
import { ResponseQueue } from './internal/ResponseQueue.ts';
import type { ScheduleReport } from './scheduleReport.ts';

/** Options of {@link scheduleResponses}. */
export interface ScheduleResponsesConfig {
  /**
   * Of the waiting requests with the same key only the newest stays; `undefined` stands alone.
   *
   * @defaultValue all requests without settings of their own (but `tool_choice: 'auto'`) are one: two reasons to answer are
   * no reason to answer twice
   */
  readonly coalesceBy?: (create: ResponseCreate) => string | undefined;
  /** How long the server may take to begin a response or to refuse. @defaultValue 10,000 ms */
  readonly answerTimeoutMs?: number;
  /** How long a running response may be silent before it is taken for dead. @defaultValue 30,000 ms */
  readonly silenceTimeoutMs?: number;
  /** How long a request may wait before it is given up. @defaultValue 30,000 ms */
  readonly maxWaitMs?: number;
  /** Most requests that wait; one more gives up the oldest. @defaultValue 32 requests */
  readonly maxQueued?: number;
  /** Times all of it. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
  /** Hears of every request that did not simply get its response. */
  readonly reportObserver?: NextObserver<ScheduleReport>;
}

/** What follows tool outputs lets the model choose, which is no reason to answer twice either. */
const plainOnes = ({ response: { tool_choice, ...settings } = {} }: ResponseCreate): string | undefined =>
  Object.keys(settings).length === 0 && (tool_choice ?? 'auto') === 'auto' ? 'response.create' : undefined;

/**
 * Holds back each `response.create` until the conversation can take it; all other events pass.
 *
 * One answer at a time.
 *
 * ```
 * source:               --C1--x--C2---------N--|   C: response.create  N: out of band  x: any other event
 * live$:                ---b1---------e1-b2----    b: response.created  e: response.done
 * scheduleResponses():  --C1--x-------C2----N--|
 * ```
 *
 * The server runs one response of the conversation at a time and refuses a second one
 * (`conversation_already_has_active_response`); responses that it begins by itself after a turn count too. Out-of-band
 * requests (`conversation: 'none'`) run beside them.
 *
 * - **Value**: every event of the source: a `response.create` of the conversation when it is free, all else at once.
 *   A request that loses the race against the server's own response waits for its end and is sent again. Requests get
 *   an `event_id` when they have none, by which the server's errors are recognised. Nothing blocks for ever: a request
 *   without an answer, a response that falls silent, and a session that ends free the conversation for the next. What
 *   waited too long is given up. `reportObserver` hears of all of it.
 * - **Completion**: when the source has completed and its last request has run or been given up, or when `live$`
 *   completes.
 * - **Error**: that of the source or of `live$`; what `coalesceBy` throws is an error too.
 * - **Unsubscription**: leaves the source and `live$`; what waits is not sent.
 * - **Re-subscription**: starts anew, and subscribes to `live$` again.
 * - **Memory**: the waiting requests, and the last 8 that were sent.
 *
 * @param live$ the events of the session, shared
 * @param config what may be merged, and how long to wait for what
 *
 * @example
 * import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
 * import { scheduleResponses } from '@rx-realtime/responses';
 * import { Subject } from 'rxjs';
 *
 * const live$ = new Subject<ServerEvent>();
 * const app$ = new Subject<ClientEvent>();
 * app$.pipe(scheduleResponses(live$)).subscribe(({ event_id }) => console.log(event_id));
 * app$.next({ type: 'response.create', event_id: 'first' }); // prints: first
 * app$.next({ type: 'response.create', event_id: 'second' });
 * const response = { id: 'resp_1', status: 'completed' } as const;
 * live$.next({ type: 'response.created', event_id: 'event_1', response });
 * live$.next({ type: 'response.done', event_id: 'event_2', response }); // prints: second
 * live$.complete();
 *
 * @see `runTools` of `@rx-realtime/session`, whose events it may schedule
 */
export function scheduleResponses(
  live$: Observable<ServerEvent>,
  config: ScheduleResponsesConfig = {},
): OperatorFunction<ClientEvent, ClientEvent> {
  const {
    coalesceBy = plainOnes,
    answerTimeoutMs = 10_000,
    silenceTimeoutMs = 30_000,
    maxWaitMs = 30_000,
  } = config;
  const { maxQueued = 32, scheduler = asyncScheduler, reportObserver } = config;
  return (source) =>
    new Observable((subscriber) => {
      const reports = new Subject<ScheduleReport>();
      // Through a subject, so that an observer that throws harms nobody else.
      if (reportObserver) reports.subscribe(reportObserver);
      const queue = new ResponseQueue({
        answerTimeoutMs,
        silenceTimeoutMs,
        maxWaitMs,
        maxQueued,
        scheduler,
        output: subscriber,
        reportObserver: reports,
      });

      const error = (reason: unknown) => subscriber.error(reason);
      const add = (create: ResponseCreate) => {
        let key: string | undefined;
        try {
          key = coalesceBy(create);
        } catch (reason) {
          error(reason);
          return;
        }
        queue.add({ ...create, event_id: create.event_id ?? randomId('event_') }, key);
      };

      subscriber.add(() => queue.close(false));
      subscriber.add(
        live$.subscribe({
          next: (event) => queue.next(event),
          error,
          complete: () => {
            queue.close(true);
            subscriber.complete();
          },
        }),
      );
      subscriber.add(
        source.subscribe({
          next: (event) => {
            if (event.type === 'response.create' && event.response?.conversation !== 'none') add(event);
            else subscriber.next(event);
          },
          error,
          complete: () => queue.end(),
        }),
      );
    });
}
