import { clockOf } from '@rx-realtime/clock';
import { asyncScheduler, Subject } from 'rxjs';
import type { Observable, SchedulerLike, Subscription } from 'rxjs';
import { assertPositiveMs } from '../internal/assertConfig.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { Player } from './player.ts';

/** The clock of a {@link virtualPlayer}. */
export interface VirtualPlayerConfig {
  /** How often `played$` reports, ms, above 0; default 20. */
  readonly reportMs?: number;
  /** The clock; default `asyncScheduler`. */
  readonly scheduler?: SchedulerLike;
}

/** A player without a device. */
export interface VirtualPlayer extends Player {
  /** What was heard, piece by piece, in the order it was heard. */
  readonly heard$: Observable<Pcm16>;
}

/**
 * A player that makes no sound but takes as long as if it did.
 *
 * For tests under virtual time, for a server without a loudspeaker, and as the clock of one that cannot report.
 *
 * Starts playing when the first block is written and its queue was empty, and reports every `reportMs` while something
 * plays, and at the end of the queue. `clear` reports what was heard until then. Holds the blocks not yet heard.
 *
 * @example
 * ```ts
 * import { VirtualTimeScheduler } from 'rxjs';
 * import { silence, virtualPlayer } from '@rx-realtime/audio';
 *
 * const scheduler = new VirtualTimeScheduler();
 * const player = virtualPlayer({ scheduler });
 * player.played$.subscribe((ms) => console.log(ms));
 * player.write(silence({ durationMs: 50 }));
 * scheduler.flush();
 * // prints: 20
 * // prints: 40
 * // prints: 50
 * ```
 *
 * @see {@link playback}
 */
export function virtualPlayer({
  reportMs = 20,
  scheduler = asyncScheduler,
}: VirtualPlayerConfig = {}): VirtualPlayer {
  assertPositiveMs('virtualPlayer.reportMs', reportMs);
  const clock = clockOf(scheduler);
  const played$ = new Subject<number>();
  const heard$ = new Subject<Pcm16>();
  let waiting: Pcm16[] = [];
  let playedMs = 0;
  let heardUntil = 0; // the moment up to which the clock's time has been turned into heard sound
  let timer: Subscription | undefined;

  const hear = (block: Pcm16): void => {
    heardUntil += durationMs(block);
    playedMs += durationMs(block);
    heard$.next(block);
  };

  const catchUp = (): void => {
    const now = clock.now();
    const before = playedMs;
    for (let head = waiting[0]; head !== undefined; head = waiting[0]) {
      const { pcm, sampleRateHz } = head;
      // A millionth of a sample forgives the rounding of sums of milliseconds.
      const samples = Math.floor(((now - heardUntil) * sampleRateHz) / 1_000 + 1e-6);
      if (samples <= 0) break;
      waiting.shift();
      if (samples < pcm.length) waiting.unshift({ pcm: pcm.subarray(samples), sampleRateHz });
      hear({ pcm: pcm.subarray(0, samples), sampleRateHz });
    }
    if (playedMs > before) played$.next(playedMs);
  };

  const tick = (): void => {
    timer = undefined;
    catchUp();
    if (waiting.length === 0) return;
    const restMs = waiting.reduce((total, block) => total + durationMs(block), heardUntil - clock.now());
    timer ??= scheduler.schedule(tick, Math.max(0, Math.min(reportMs, restMs)));
  };

  return {
    write: (block) => {
      if (block.pcm.length === 0) return;
      if (waiting.length === 0) heardUntil = clock.now();
      waiting.push(block);
      if (timer === undefined) tick();
    },
    clear: () => {
      catchUp();
      waiting = [];
      timer?.unsubscribe();
      timer = undefined;
    },
    played$: played$.asObservable(),
    heard$: heard$.asObservable(),
  };
}
