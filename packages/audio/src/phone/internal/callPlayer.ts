import { clockOf } from '@rx-realtime/clock';
import { durationMs, samplesOf } from '@rx-realtime/pcm';
import type { Pcm16, Resampler } from '@rx-realtime/pcm';
import { asyncScheduler, filter, map } from 'rxjs';
import type { Observable, SchedulerLike, Subscription } from 'rxjs';
import { assertPositiveMs } from '../../internal/assertNumber.ts';
import { resamplerFor } from '../../internal/resamplerFor.ts';
import type { Player } from '../../mouth/player.ts';

/** A line that plays sound and gives marks back. */
export interface CallLine {
  readonly where: string;
  /** The rate that the line takes. */
  readonly sampleRateHz: number;
  readonly markMs?: number | undefined;
  readonly scheduler?: SchedulerLike | undefined;
  /** Whole frames of 20 ms. */
  readonly sound: (pcm: Int16Array) => void;
  /** A name that comes back when all before it was played, or was cleared. */
  readonly mark: (name: string) => void;
  readonly clear: () => void;
  /** The names that have come back; it completes with the call. */
  readonly marks$: Observable<string>;
}

/** Every provider plays frames of 20 ms. */
const frameMs = 20;

/** Never less than was written: whoever adds up the same milliseconds may round otherwise. */
const roundedUp = (ms: number): number => Math.ceil(ms * 1_000 - 1e-3) / 1_000;

/** A player on a line of frames and marks: how much was heard is known from the marks. */
export const callPlayer = (line: CallLine): Player => {
  const { where, sampleRateHz, markMs = 40, scheduler = asyncScheduler } = line;
  assertPositiveMs(`${where}.markMs`, markMs);
  const clock = clockOf(scheduler);
  const frame = samplesOf(frameMs, sampleRateHz);
  const pieceSamples = Math.max(1, Math.round(markMs / frameMs)) * frame;
  const piece = new Int16Array(pieceSamples);
  let held = 0;
  let timer: Subscription | undefined;
  let playsUntil = 0;
  let clears = 0;
  /** What was given to the player, and how much of it a mark was sent for; of what was cleared, nothing counts. */
  let givenMs = 0;
  let markedMs = 0;
  let heardMs = 0;
  let resampling: { readonly fromHz: number; readonly resampler: Resampler } | undefined;

  /** Sends what is held: whole frames, the last one with silence behind it. */
  const send = (isLast: boolean): void => {
    timer?.unsubscribe();
    timer = undefined;
    if (held === 0) return;
    const payload = piece.slice(0, Math.ceil(held / frame) * frame).fill(0, held);
    const soundMs = durationMs({ pcm: payload.subarray(0, held), sampleRateHz });
    markedMs = isLast ? roundedUp(givenMs) : Math.min(markedMs + soundMs, givenMs);
    playsUntil = Math.max(playsUntil, clock.now()) + durationMs({ pcm: payload, sampleRateHz });
    held = 0;
    line.sound(payload);
    line.mark(`played:${clears}:${markedMs}`);
  };
  const take = (pcm: Int16Array): void => {
    for (let at = 0; at < pcm.length;) {
      const part = pcm.subarray(at, at + pieceSamples - held);
      piece.set(part, held);
      held += part.length;
      at += part.length;
      if (held === pieceSamples) send(false);
    }
  };
  /** What a resampler still holds. */
  const drain = (): void => {
    const rest = resampling?.resampler.flush();
    resampling = undefined;
    if (rest) take(rest);
  };
  /** All that was given, though no more has come by the time the line runs dry. */
  const finish = (): void => {
    drain();
    // Even where nothing is left to play, what was given last was played with what was sent last.
    if (held === 0 && markedMs < givenMs) line.mark(`played:${clears}:${(markedMs = roundedUp(givenMs))}`);
    send(true);
  };
  const inRate = ({ pcm, sampleRateHz: fromHz }: Pcm16): Int16Array => {
    if (resampling?.fromHz !== fromHz) drain();
    if (fromHz === sampleRateHz) return pcm;
    resampling ??= { fromHz, resampler: resamplerFor(where, fromHz, sampleRateHz) };
    return resampling.resampler.push(pcm);
  };

  return {
    write: (block) => {
      const samples = inRate(block);
      givenMs += durationMs(block);
      take(samples);
      timer?.unsubscribe();
      const untilDryMs = playsUntil - clock.now() - frameMs;
      const isWhole = held === 0 && resampling === undefined;
      timer = isWhole ? undefined : scheduler.schedule(finish, Math.max(frameMs, untilDryMs));
    },
    clear: () => {
      timer?.unsubscribe();
      held = 0;
      resampling = undefined;
      playsUntil = clock.now();
      clears++;
      givenMs = markedMs = heardMs;
      line.clear();
    },
    played$: line.marks$.pipe(
      map((name) => name.split(':')),
      filter(([kind, cleared]) => kind === 'played' && cleared === String(clears)),
      map(([, , ms]) => (heardMs = Number(ms))),
    ),
  };
};
