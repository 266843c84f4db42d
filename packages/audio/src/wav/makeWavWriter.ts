import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { from } from 'rxjs';
import type { Observable } from 'rxjs';
import { wavHeader, wavHeaderBytes } from './wavHeader.ts';

const bytesFrom = (pcm: Int16Array): Uint8Array => new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);

/** A growing WAV file: after every write its header tells how many samples are there. */
interface WavFile {
  /** Samples written so far. */
  readonly samples: () => number;
  readonly append: (blocks: readonly Int16Array[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Creates, or empties, the file at `path`. */
const createWavFile = async (path: string, sampleRateHz: number): Promise<WavFile> => {
  const file: FileHandle = await open(path, 'w');
  let samples = 0;
  const writeHeader = () => file.write(wavHeader(samples, sampleRateHz), 0, wavHeaderBytes, 0);
  await writeHeader();
  return {
    samples: () => samples,
    append: async (blocks) => {
      // Sound first, header second: a process killed in between leaves a shorter file, never a wrong one.
      await file.writev(blocks.map(bytesFrom), wavHeaderBytes + samples * 2);
      samples += blocks.reduce((total, { length }) => total + length, 0);
      await writeHeader();
    },
    close: () => file.close(),
  };
};

/** Writes blocks in order, one write at a time; what arrives meanwhile is written together next. */
export interface WavWriter {
  readonly write: (pcm: Int16Array) => void;
  /** Begins at once; emits the samples written when all is on disk and the file is closed, or errors with the first failure. */
  readonly finish: () => Observable<number>;
}

/** A writer that opens the file at once; `onError` gets the first failure. */
export const makeWavWriter = (
  path: string,
  sampleRateHz: number,
  onError: (error: unknown) => void,
): WavWriter => {
  const opening = createWavFile(path, sampleRateHz);
  let waiting: Int16Array[] = [];
  let working: Promise<void> | undefined;

  const drain = async (): Promise<void> => {
    const file = await opening;
    while (waiting.length > 0) {
      const blocks = waiting;
      waiting = [];
      await file.append(blocks);
    }
    working = undefined;
  };

  const close = async (): Promise<number> => {
    const file = await opening;
    try {
      await working;
    } finally {
      await file.close();
    }
    return file.samples();
  };

  return {
    write: (pcm) => {
      waiting.push(pcm);
      if (working !== undefined) return;
      working = drain();
      working.catch(onError);
    },
    finish: () => from(close()),
  };
};
