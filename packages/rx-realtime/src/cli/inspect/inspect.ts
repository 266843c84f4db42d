import { basename } from 'node:path';
import { collectPeaks, levelMeter } from '@rx-realtime/audio';
import type { Peaks } from '@rx-realtime/audio';
import type { Level } from '@rx-realtime/pcm';
import { readWav } from '@rx-realtime/audio/node';
import type { WavFormat } from '@rx-realtime/audio/node';
import { recordingFrom } from '../recordingFrom.ts';
import { connect, defer, forkJoin, map, reduce } from 'rxjs';
import type { Observable } from 'rxjs';

/** A recording, measured. Decibels are below full scale; a silent recording is at -100. */
export interface Recording {
  readonly type: 'recording';
  readonly name: string;
  readonly durationMs: number;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly encoding: string;
  readonly peakDb: number;
  readonly rmsDb: number;
  readonly clippedSamples: number;
  /** The part of its time that is quieter than -40 dB, from 0 to 1. */
  readonly silenceShare: number;
  /** The loudest sample of each of its slices, from 0 to 1: slices of equal length, between 400 and 799. */
  readonly outline: readonly number[];
}

/** As many as a terminal is wide, and more. */
const slices = 400;
/** What speech is cut into: long enough for a level, short enough for a pause between words. */
const windowMs = 20;
/** Where `levelDetector` begins to hear a voice. */
const silenceDb = -40;
const floorDb = -100;

/** Reads a recording once and measures it. Errors are those of `readWav`. */
export function inspect(path: string, channel?: number): Observable<Recording> {
  return defer(() => {
    let format: WavFormat | undefined;
    const config = { formatObserver: { next: (found: WavFormat) => void (format = found) } };
    return readWav(recordingFrom(path), channel === undefined ? config : { ...config, channel }).pipe(
      connect((blocks$) =>
        forkJoin([
          blocks$.pipe(collectPeaks({ slices })),
          blocks$.pipe(levelMeter({ windowMs }), reduce(add, nothing)),
        ]),
      ),
      map(([peaks, { durationMs, power, silentMs, peakDb, clippedSamples }]): Recording => ({
        type: 'recording',
        name: path === '-' ? 'standard input' : basename(path),
        durationMs,
        sampleRateHz: format?.sampleRateHz ?? 0,
        channels: format?.channels ?? 0,
        encoding: format?.encoding ?? '',
        peakDb: rounded(peakDb),
        rmsDb: rounded(Math.max(floorDb, 10 * Math.log10(power / durationMs))),
        clippedSamples,
        silenceShare: rounded(silentMs / durationMs),
        outline: outlineOf(peaks),
      })),
    );
  });
}

const nothing = { durationMs: 0, power: 0, silentMs: 0, peakDb: floorDb, clippedSamples: 0 };

/** Sums up the windows; power is weighted by their length, because the last one may be short. */
const add = (sum: typeof nothing, { durationMs, rmsDb, peakDb, clippedSamples }: Level): typeof nothing => ({
  durationMs: sum.durationMs + durationMs,
  power: sum.power + (rmsDb === floorDb ? 0 : 10 ** (rmsDb / 10) * durationMs),
  silentMs: sum.silentMs + (rmsDb < silenceDb ? durationMs : 0),
  peakDb: Math.max(sum.peakDb, peakDb),
  clippedSamples: sum.clippedSamples + clippedSamples,
});

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

const outlineOf = ({ lows, highs }: Peaks): number[] =>
  Array.from(highs, (high, slice) => rounded(Math.max(high, -(lows[slice] ?? 0)) / 32_768));
