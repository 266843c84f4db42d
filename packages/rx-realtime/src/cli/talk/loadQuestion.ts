import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { resamplePcm16 } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { readWav } from '@rx-realtime/audio/node';
import { from, lastValueFrom, reduce, tap, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { recordingFrom } from '../recordingFrom.ts';
import { CliError } from '../cliError.ts';

/** A recording, ready to be spoken into a session. */
export interface Question {
  readonly name: string;
  /**
   * Read from the file anew for each subscriber, unless it is fast no further than what is spoken; of a pipe, which can be read
   * once, it is all kept.
   */
  readonly blocks$: Observable<Pcm16>;
  readonly durationMs: number;
  /** The rate of the recording; the blocks are resampled. */
  readonly sampleRateHz: number;
}

/** How far ahead of what is spoken a file is read, so that a long one is never in memory as a whole. */
const speakingLeadMs = 1_000;

/** Whether it can be read again: a file, and not a pipe. */
const isFile = async (path: string): Promise<boolean> =>
  path !== '-' && (await stat(path).catch(() => undefined))?.isFile() !== false;

/**
 * Reads a recording to its end before anybody is called, because a bad file should not cost a connection, and keeps
 * nothing of a file, because it may be long.
 */
export async function loadQuestion(
  path: string,
  channel: number | undefined,
  isFast: boolean,
): Promise<Question> {
  let sampleRateHz = 0;
  const fileAt = (maxAheadMs: number) =>
    readWav(recordingFrom(path), { maxAheadMs, ...(channel === undefined ? {} : { channel }) }).pipe(
      tap((block) => (sampleRateHz = block.sampleRateHz)),
      resamplePcm16({ toHz: 24_000 }),
    );
  const kept = (await isFile(path)) ? undefined : await lastValueFrom(fileAt(Infinity).pipe(toArray()));
  const whole$ = kept ? from(kept) : fileAt(Infinity);
  const lengthMs = await lastValueFrom(whole$.pipe(reduce((ms, block) => ms + durationMs(block), 0)));
  const blocks$ = isFast || kept ? whole$ : fileAt(speakingLeadMs);
  const name = path === '-' ? 'standard input' : basename(path);
  if (lengthMs === 0) throw new CliError('emptyRecording', `${name} holds no sound; record a question first`);
  return { name, blocks$, durationMs: lengthMs, sampleRateHz };
}
