import type { ServerEvent } from '@rx-realtime/codecs';
import { Observable, Subject, takeUntil } from 'rxjs';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { ResponsesFold } from './internal/ResponsesFold.ts';
import type { ResponseStream } from './responseStream.ts';
import type { ResponseWarning } from './responseWarning.ts';

/** Options of {@link responses}. */
export interface ResponsesConfig {
  /**
   * Most memory one response may hold, with what each piece costs besides its content: PCM16 speech of 17 minutes.
   *
   * @defaultValue 64 MiB
   */
  readonly maxResponseBytes?: number;
  /** Most memory the arguments of one call may hold, at two bytes a character. @defaultValue 1 MiB */
  readonly maxArgumentsBytes?: number;
  /** Most items and content parts, counted together, one response may open. @defaultValue 1,000 */
  readonly maxItems?: number;
  /** Most responses open at once; one more interrupts the oldest. @defaultValue 64 */
  readonly maxOpenResponses?: number;
  /** Gets what was put right or left out: mismatches, late and repeated events. */
  readonly warningObserver?: NextObserver<ResponseWarning>;
}

const mebibyte = 1024 * 1024;

/**
 * Turns the events of a session into its responses, each a set of nested streams.
 *
 * Every answer of the model becomes one object with its text, sound, calls and end.
 *
 * ```
 * source:      --c1--d1--c2--d2--d1--e2--e1--|      c: response.created  d: deltas  e: response.done
 * responses(): --r1------r2------------------|
 *   r1.text$:  ------t-----------t-------|
 *   r2.text$:  --------------t-------|
 * ```
 *
 * Fold once and share it: `const answers$ = live$.pipe(responses(), share())`, and build on that with
 * {@link collectText}, {@link collectTranscript}, {@link mergeAudio}, {@link functionCalls}, {@link collectResponse}.
 *
 * - **Value**: a response, with its first event: `response.created`, or a later one when the beginning was missed.
 *   Several may run at once; an out-of-band one has `conversationId: null`. Its streams replay: a late subscriber gets
 *   the text so far, and the sound, items and calls from the first on. `text$` and `transcript$` emit the whole so far;
 *   the `…Delta$` streams emit the pieces. Both end with what the server declares final: where a `…done` payload and the
 *   sum of the pieces differ, `text$` follows the payload and `warningObserver` gets a warning. Repeated events are
 *   recognised by `event_id` and left out.
 * - **Completion**: with the source, after every open response has ended as `interrupted`. A `connection.lost`
 *   in between ends them too, at the cut, as does a `session.created`: a server forgets a running response with its
 *   session.
 * - **Error**: that of the source, after every open response has ended as `interrupted`. A response that outgrows a limit
 *   errors its own streams with `ResponseStreamError` and reports `interrupted` in `done$`; all others go on.
 * - **Unsubscription**: keeps the source while an inner stream has subscribers, as `groupBy` does; what is open when the
 *   last of them leaves ends as `interrupted`.
 * - **Re-subscription**: starts anew; each subscription has its own state.
 * - **Memory**: what the open responses hold, the last 4,096 to 8,192 event ids of each, 256 to 512 ids of ended
 *   responses.
 *
 * @param config limits and the observer of warnings; the defaults suit a voice conversation
 *
 * @example
 * import { responses } from '@rx-realtime/responses';
 * import { mergeMap, of } from 'rxjs';
 *
 * const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
 * of(
 *   { type: 'response.output_text.delta', event_id: 'event_1', ...address, delta: 'Hello' } as const,
 *   { type: 'response.output_text.delta', event_id: 'event_2', ...address, delta: ' you.' } as const,
 * )
 *   .pipe(responses(), mergeMap((response) => response.text$))
 *   .subscribe((text) => console.log(text));
 * // prints: Hello
 * // prints: Hello you.
 *
 * @see {@link collectResponse} for finished responses, {@link functionCalls} for decoded calls
 */
export function responses(config: ResponsesConfig = {}): OperatorFunction<ServerEvent, ResponseStream> {
  const { maxResponseBytes = 64 * mebibyte, maxArgumentsBytes = mebibyte, maxItems = 1000 } = config;
  const { maxOpenResponses = 64, warningObserver } = config;
  return (source) =>
    new Observable((subscriber) => {
      const released = new Subject<void>();
      const warnings = new Subject<ResponseWarning>();
      // Through a subject, so that an observer that throws harms nobody else.
      if (warningObserver) warnings.subscribe(warningObserver);
      let users = 1;
      const leave = () => {
        if (--users > 0) return;
        fold.end('unsubscribed');
        released.next();
      };
      const hold = <T>(stream$: Observable<T>): Observable<T> =>
        new Observable((inner) => {
          users++;
          inner.add(leave);
          return stream$.subscribe(inner);
        });
      const limits = { maxResponseBytes, maxArgumentsBytes, maxItems };
      const context = { limits, hold, warn: (warning: ResponseWarning) => warnings.next(warning) };
      const fold = new ResponsesFold(maxOpenResponses, context, subscriber);

      subscriber.add(leave);
      source.pipe(takeUntil(released)).subscribe({
        next: (event) => fold.next(event),
        error: (error) => {
          fold.end('source_errored', error);
          subscriber.error(error);
        },
        complete: () => {
          fold.end('source_completed');
          subscriber.complete();
        },
      });
    });
}
