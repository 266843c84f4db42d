import { clockOf } from '@rx-realtime/clock';
import { asyncScheduler, Observable } from 'rxjs';
import type { MonoTypeOperatorFunction, SchedulerLike, Subscription } from 'rxjs';
import { assertMs, assertNumber } from '../internal/assertNumber.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

/** How {@link paceAudio} keeps time. */
export interface PaceAudioConfig {
  /** How far ahead of real time blocks may be emitted, at least 0. @defaultValue 0 ms */
  readonly leadMs?: number;
  /** 2 plays twice as fast as real time; above 0. @defaultValue 1 */
  readonly speed?: number;
  /** After the process itself was late by more than this the clock starts anew instead of catching up. @defaultValue 1,000 ms */
  readonly maxCatchUpMs?: number;
  /** The clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Emits blocks of sound at the speed at which they are heard.
 *
 * Makes a file behave like a microphone.
 *
 * ```
 * source  (a: 20 ms)(b: 20 ms)(c: 20 ms)|
 *         paceAudio()
 * result  a-------------------b-------------------(c|)
 * ```
 *
 * The first block is emitted when it arrives; each block is due at that moment plus the durations of all blocks before
 * it, divided by `speed`, minus `leadMs`. Timers that fire late therefore never add up.
 *
 * - **Value**: waits until it is due, with all that it carries. One that arrives after it was due is emitted at once and becomes the new start:
 *   a source that stalled does not catch up in a burst. At any time at most the elapsed time plus `leadMs` plus one
 *   block has been emitted, unless the process itself was held up: up to `maxCatchUpMs` is then made good at once.
 * - **Completion**: right after the last block was emitted.
 * - **Error**: passed on at once; blocks not yet due are not emitted.
 * - **Unsubscription**: leaves the source, stops the timer and frees what waits.
 * - **Re-subscription**: a new clock.
 * - **Memory**: whatever the source has delivered ahead of time. A file read at once waits here as a whole; `readWav` with
 *   `maxAheadMs` reads it while it is heard.
 *
 * Throws `invalid_config` for an option outside its range.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { paceAudio, silence } from '@rx-realtime/audio';
 *
 * const start = Date.now();
 * of(silence({ durationMs: 50 }), silence({ durationMs: 50 }))
 *   .pipe(paceAudio())
 *   .subscribe({ complete: () => console.log(Date.now() - start >= 49 ? 'in real time' : 'too fast') });
 * // prints: in real time
 * ```
 *
 * @see {@link chunkPcm16} for blocks of equal length
 */
export function paceAudio<B extends Pcm16 = Pcm16>(
  config: PaceAudioConfig = {},
): MonoTypeOperatorFunction<B> {
  const { leadMs = 0, speed = 1, maxCatchUpMs = 1_000, scheduler = asyncScheduler } = config;
  assertMs('paceAudio.leadMs', leadMs);
  assertNumber('paceAudio.speed', speed, 'a factor above 0', (value) => value > 0);
  assertMs('paceAudio.maxCatchUpMs', maxCatchUpMs);
  return (source) =>
    new Observable((subscriber) => {
      const clock = clockOf(scheduler);
      const waiting: B[] = [];
      let dueAt = Number.NEGATIVE_INFINITY;
      let timer: Subscription | undefined;
      let completed = false;

      const release = (): void => {
        timer = undefined;
        const now = clock.now();
        if (now - dueAt > maxCatchUpMs) dueAt = now;
        for (let block = waiting[0]; block !== undefined; block = waiting[0]) {
          if (dueAt - leadMs > now || subscriber.closed) break;
          waiting.shift();
          dueAt += durationMs(block) / speed;
          subscriber.next(block);
        }
        if (subscriber.closed) return;
        if (waiting.length === 0 && completed) subscriber.complete();
        else if (waiting.length > 0) timer ??= scheduler.schedule(release, Math.max(0, dueAt - leadMs - now));
      };

      const subscription = source.subscribe({
        next: (block) => {
          if (waiting.length === 0) dueAt = Math.max(dueAt, clock.now());
          waiting.push(block);
          if (timer === undefined) release();
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          completed = true;
          if (waiting.length === 0) subscriber.complete();
        },
      });
      return () => {
        subscription.unsubscribe();
        timer?.unsubscribe();
        waiting.length = 0;
      };
    });
}
