import { basename } from 'node:path';
import { resamplePcm16 } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { readWav } from '@rx-realtime/audio/node';
import { lastValueFrom, tap, toArray } from 'rxjs';
import { CliError } from '../cliError.ts';

/** A recording, ready to be spoken into a session. */
export interface Question {
  readonly name: string;
  readonly blocks: readonly Pcm16[];
  readonly durationMs: number;
  /** The rate of the recording; the blocks are resampled. */
  readonly sampleRateHz: number;
}

/** Reads a whole recording before anybody is called: a bad file should not cost a connection. */
export async function loadQuestion(path: string): Promise<Question> {
  let sampleRateHz = 0;
  const blocks = await lastValueFrom(
    readWav(path).pipe(
      tap((block) => (sampleRateHz = block.sampleRateHz)),
      resamplePcm16({ toHz: 24_000 }),
      toArray(),
    ),
  );
  const lengthMs = blocks.reduce((ms, block) => ms + durationMs(block), 0);
  if (lengthMs === 0) throw new CliError('emptyRecording', `${path} holds no sound; record a question first`);
  return { name: basename(path), blocks, durationMs: lengthMs, sampleRateHz };
}
