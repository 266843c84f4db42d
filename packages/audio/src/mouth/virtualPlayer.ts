import { clockOf } from '@rx-realtime/clock';
import { asyncScheduler, Subject } from 'rxjs';
import type { Observable, SchedulerLike, Subscription } from 'rxjs';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { Player } from './player.ts';

/** The clock of a {@link virtualPlayer}. */
export interface VirtualPlayerConfig {
  /** How often `played$` reports, above 0. @defaultValue 20 ms */
  readonly reportMs?: number;
  /** The clock. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** A player without a device. */
export interface VirtualPlayer extends Player {
  /** What was heard, piece by piece, in the order it was heard. */
  readonly heard$: Observable<Pcm16>;
}

/** A block that was written, and how many of its samples were heard. */
interface Waiting {
  readonly block: Pcm16;
  heard: number;
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
  let waiting: Waiting[] = [];
  let finishedMs = 0; // a sum of whole blocks, as whoever writes them has it: what is left of the last one is exactly 0
  let playedMs = 0;
  let heardUntil = 0; // the moment up to which the clock's time has been turned into heard sound
  let timer: Subscription | undefined;

  const hear = (head: Waiting, samples: number): void => {
    const { pcm, sampleRateHz } = head.block;
    const from = head.heard;
    head.heard += samples;
    heardUntil += (samples * 1_000) / sampleRateHz;
    const isFinished = head.heard === pcm.length;
    if (isFinished) {
      waiting.shift();
      finishedMs += durationMs(head.block);
    }
    playedMs = isFinished ? finishedMs : finishedMs + (head.heard * 1_000) / sampleRateHz;
    heard$.next({ pcm: pcm.subarray(from, head.heard), sampleRateHz });
  };

  const catchUp = (): void => {
    const now = clock.now();
    const before = playedMs;
    for (let head = waiting[0]; head !== undefined; head = waiting[0]) {
      const { pcm, sampleRateHz } = head.block;
      // A millionth of a sample forgives the rounding of sums of milliseconds.
      const due = Math.floor(((now - heardUntil) * sampleRateHz) / 1_000 + 1e-6);
      if (due <= 0) break;
      hear(head, Math.min(due, pcm.length - head.heard));
    }
    if (playedMs > before) played$.next(playedMs);
  };

  const tick = (): void => {
    timer = undefined;
    catchUp();
    if (waiting.length === 0) return;
    const begunMs = finishedMs - playedMs + heardUntil - clock.now();
    const restMs = waiting.reduce((total, { block }) => total + durationMs(block), begunMs);
    timer ??= scheduler.schedule(tick, Math.max(0, Math.min(reportMs, restMs)));
  };

  return {
    write: (block) => {
      if (block.pcm.length === 0) return;
      if (waiting.length === 0) heardUntil = clock.now();
      waiting.push({ block, heard: 0 });
      if (timer === undefined) tick();
    },
    clear: () => {
      catchUp();
      waiting = [];
      finishedMs = playedMs;
      timer?.unsubscribe();
      timer = undefined;
    },
    played$: played$.asObservable(),
    heard$: heard$.asObservable(),
  };
}
