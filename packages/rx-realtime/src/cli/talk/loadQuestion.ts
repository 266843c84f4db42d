import { basename } from 'node:path';
import { resamplePcm16 } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { readWav } from '@rx-realtime/audio/node';
import { lastValueFrom, reduce, tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { CliError } from '../cliError.ts';

/** A recording, ready to be spoken into a session. */
export interface Question {
  readonly name: string;
  /** Read from the file anew for each subscriber. */
  readonly blocks$: Observable<Pcm16>;
  readonly durationMs: number;
  /** The rate of the recording; the blocks are resampled. */
  readonly sampleRateHz: number;
}

/**
 * Reads a recording to its end before anybody is called, because a bad file should not cost a connection, and keeps
 * nothing of it, because it may be long.
 */
export async function loadQuestion(path: string): Promise<Question> {
  let sampleRateHz = 0;
  const blocks$ = readWav(path).pipe(
    tap((block) => (sampleRateHz = block.sampleRateHz)),
    resamplePcm16({ toHz: 24_000 }),
  );
  const lengthMs = await lastValueFrom(blocks$.pipe(reduce((ms, block) => ms + durationMs(block), 0)));
  if (lengthMs === 0) throw new CliError('emptyRecording', `${path} holds no sound; record a question first`);
  return { name: basename(path), blocks$, durationMs: lengthMs, sampleRateHz };
}
