import type { ServerEvent } from '@rx-realtime/codecs';
import { latency } from '@rx-realtime/responses/latency';
import { connect, defer, map, merge, mergeMap } from 'rxjs';
import type { OperatorFunction, SchedulerLike } from 'rxjs';
import { changesOf } from './internal/changesOf.ts';
import { makeTurnBook } from './internal/turnBook.ts';
import type { Turn } from './turn.ts';

/** Options of {@link turns}. */
export interface TurnsConfig {
  /** Measures how long answers take. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Each turn of the user, whenever something about it has changed: what was said, what was answered, how long it took.
 *
 * Who had the word, and what came of it.
 *
 * ```
 * source:   --s--e-k--t--r-----d--|   s: speech_started  e: speech_stopped  k: committed  t: transcript
 * turns():  --1--1-1--1--1-----1--|   r: response.created  d: response.done
 * ```
 *
 * A turn is what the user says between two silences, or one message in writing; tools and the response after them belong to
 * the turn of the call. A response out of band belongs to none, and one before the first turn neither.
 *
 * - **Value**: the turn as it now is; `id` tells them apart. A turn can change after the next one has begun: its transcript
 *   comes late, its answer is cut.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source; no turn is remembered.
 * - **Memory**: the last 16 turns.
 *
 * @param config the clock
 *
 * @example
 * import { turns } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const event_id = 'event_1';
 * of(
 *   { type: 'input_audio_buffer.speech_started', event_id, item_id: 'item_1', audio_start_ms: 100 } as const,
 *   { type: 'input_audio_buffer.speech_stopped', event_id, item_id: 'item_1', audio_end_ms: 900 } as const,
 *   { type: 'input_audio_buffer.committed', event_id, item_id: 'item_1', previous_item_id: null } as const,
 * )
 *   .pipe(turns())
 *   .subscribe(({ phase, startMs, endMs }) => console.log(phase, startMs, endMs));
 * // prints: speaking 100 undefined
 * // prints: speaking 100 900
 * // prints: waiting 100 900
 *
 * @see `latency` of `@rx-realtime/responses/latency`, `ofTurn` of `@rx-realtime/events`
 */
export function turns({ scheduler }: TurnsConfig = {}): OperatorFunction<ServerEvent, Turn> {
  return (source) =>
    defer(() => {
      const book = makeTurnBook();
      return source.pipe(
        connect((events$) =>
          merge(
            events$.pipe(mergeMap((event) => changesOf(event, book))),
            events$.pipe(
              latency(scheduler ? { scheduler } : {}),
              mergeMap((measured) => {
                const turn = book.ofResponse(measured.responseId);
                return turn && turn.latency === undefined ? [{ ...turn, latency: measured }] : [];
              }),
              map((turn) => book.keep(turn)),
            ),
          ),
        ),
      );
    });
}
