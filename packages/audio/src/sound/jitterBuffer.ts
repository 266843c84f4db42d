import { clockOf } from '@rx-realtime/clock';
import { asyncScheduler, Observable } from 'rxjs';
import type { NextObserver, MonoTypeOperatorFunction, SchedulerLike, Subscription } from 'rxjs';
import { assertMs } from '../internal/assertNumber.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

/** What {@link jitterBuffer} tells when it ran dry. */
export interface JitterUnderrun {
  /** How many there have been, with this one. */
  readonly count: number;
  /** Milliseconds of sound played until then. */
  readonly playedMs: number;
}

/** How much {@link jitterBuffer} waits for. */
export interface JitterBufferConfig {
  /** Sound gathered before it begins, and again after it ran dry: ms, at least 0. 60 to 200 suit a network. */
  readonly targetMs: number;
  /** Hears whenever a block was due and none was there. */
  readonly underrunObserver?: NextObserver<JitterUnderrun>;
  /** The clock and timer. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Turns blocks that arrive unevenly into blocks that leave evenly.
 *
 * A little delay against a lot of stutter.
 *
 * ```
 * source  --a---b-c-------d-e-f---    each block lasts 3
 *         jitterBuffer({ targetMs: 6 })
 * result  ------a--b--c-----d--e--f
 * ```
 *
 * Waits until `targetMs` have gathered, then emits each block when the one before it has been played. If none is there
 * when one is due, the listener hears a gap: it is reported, and the buffer fills anew.
 *
 * - **Value**: waits until it is due, with all that it carries; a mark waits for the sound before it.
 * - **Completion**: what waits is played without waiting for more, then completes; the end is no underrun.
 * - **Error**: passed on at once; what waits is not played.
 * - **Unsubscription**: leaves the source and stops the timer.
 * - **Re-subscription**: an empty buffer.
 * - **Memory**: what has arrived and was not yet played; a source faster than real time is not held up.
 *
 * Throws `invalid_config` for a negative target.
 *
 * @example
 * ```ts
 * import { from, VirtualTimeScheduler } from 'rxjs';
 * import { jitterBuffer, silence } from '@rx-realtime/audio';
 *
 * const scheduler = new VirtualTimeScheduler();
 * from([20, 20, 20].map((durationMs) => silence({ durationMs })))
 *   .pipe(jitterBuffer({ targetMs: 40, scheduler }))
 *   .subscribe(() => console.log(scheduler.now()));
 * scheduler.flush();
 * // prints: 0
 * // prints: 20
 * // prints: 40
 * ```
 *
 * @see {@link paceAudio}, which does not wait
 */
export function jitterBuffer<B extends Pcm16 = Pcm16>(
  config: JitterBufferConfig,
): MonoTypeOperatorFunction<B> {
  const { targetMs, underrunObserver, scheduler = asyncScheduler } = config;
  assertMs('jitterBuffer.targetMs', targetMs);
  return (source) =>
    new Observable((subscriber) => {
      const clock = clockOf(scheduler);
      const waiting: B[] = [];
      let waitingMs = 0;
      let playedMs = 0;
      let dueAt: number | undefined; // when the block being played ends; undefined while filling
      let timer: Subscription | undefined;
      let completed = false;
      let count = 0;

      const begin = (): void => {
        if (dueAt !== undefined || (waitingMs < targetMs && !completed)) return;
        dueAt = clock.now();
        play();
      };
      const play = (): void => {
        timer = undefined;
        const block = waiting.shift();
        if (block !== undefined && dueAt !== undefined) {
          const ms = durationMs(block);
          waitingMs -= ms;
          playedMs += ms;
          dueAt += ms; // a sum, so that late timers do not add up
          timer = scheduler.schedule(play, Math.max(0, dueAt - clock.now()));
          subscriber.next(block);
        } else {
          dueAt = undefined;
          if (!completed) underrunObserver?.next({ count: ++count, playedMs });
        }
        if (completed && waiting.length === 0) subscriber.complete();
      };

      const subscription = source.subscribe({
        next: (block) => {
          // A mark that nothing waits before: what has begun can be interrupted before its first sound.
          if (block.pcm.length === 0 && waiting.length === 0) return subscriber.next(block);
          waiting.push(block);
          waitingMs += durationMs(block);
          begin();
        },
        error: (error) => subscriber.error(error),
        complete: () => {
          completed = true;
          if (waiting.length === 0) subscriber.complete();
          else begin();
        },
      });
      return () => {
        subscription.unsubscribe();
        timer?.unsubscribe();
        waiting.length = 0;
      };
    });
}
