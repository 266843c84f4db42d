import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWaveToFloat32Channels } from '@echogarden/wave-codec';
import { concat, EMPTY, from, lastValueFrom, map, of, Subject, throwError } from 'rxjs';
import { silence, tone } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { writeWav } from '../node.ts';
import { writeBlocks } from './writeBlocks.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-write-'));
});
afterAll(() => rm(folder, { recursive: true }));

const block = tone({ frequencyHz: 440, durationMs: 100 });

/** Polls the file until `holds`, because the disk answers when it likes; the suite's timeout ends a wait in vain. */
const until = async (path: string, holds: (bytes: Buffer) => boolean): Promise<Buffer> => {
  for (;;) {
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    if (holds(bytes)) return bytes;
    await new Promise((resolve) => setImmediate(resolve));
  }
};
const declaredSamples = (bytes: Buffer): number => (bytes.length < 44 ? -1 : bytes.readUInt32LE(40) / 2);

describe('writeWav', () => {
  itHasALifeCycle<Pcm16>({
    // A disk answers when it likes; this writer takes everything at once.
    operator: () => (source$) =>
      source$.pipe(
        writeBlocks('answer.wav', () => ({ write: () => undefined, finish: () => of(2_400) })),
        map(({ durationMs }) => durationMs),
      ),
    values: { a: block },
    results: { d: 100 },
    one: ['-a-', '---'],
    many: ['-a-aa-', '------'],
    last: 'd',
  });

  it('writes a file that another reader understands, and tells about it', async () => {
    const path = join(folder, 'tone.wav');
    const info = await lastValueFrom(from([block, block, block]).pipe(writeWav(path)));
    expect(info).toEqual({ path, samples: 7_200, sampleRateHz: 24_000, durationMs: 300 });
    const { audioChannels, sampleRate } = decodeWaveToFloat32Channels(await readFile(path));
    expect(sampleRate).toBe(24_000);
    expect(
      Int16Array.from(audioChannels[0] ?? [], (value) => Math.round(value * 32_768)).slice(0, 2_400),
    ).toEqual(block.pcm);
  });

  it('keeps the rate of the stream', async () => {
    const path = join(folder, 'phone.wav');
    const phone = silence({ durationMs: 100, sampleRateHz: 8_000 });
    expect(await lastValueFrom(of(phone).pipe(writeWav(path)))).toMatchObject({
      sampleRateHz: 8_000,
      durationMs: 100,
    });
    expect((await readFile(path)).readUInt32LE(24)).toBe(8_000);
  });

  it('leaves a file without samples for an empty source', async () => {
    const path = join(folder, 'empty.wav');
    expect(await lastValueFrom(EMPTY.pipe(writeWav(path)))).toMatchObject({ samples: 0, durationMs: 0 });
    expect((await readFile(path)).length).toBe(44);
  });

  it('is readable while it is being written', async () => {
    const path = join(folder, 'live.wav');
    const source = new Subject<Pcm16>();
    const subscription = source.pipe(writeWav(path)).subscribe();
    for (const count of [1, 2, 3]) {
      source.next(block);
      const bytes = await until(path, (now) => declaredSamples(now) === count * 2_400);
      expect(bytes.length).toBe(44 + count * 4_800);
    }
    subscription.unsubscribe();
  });

  it('writes what has arrived on unsubscription', async () => {
    const path = join(folder, 'stopped.wav');
    const source = new Subject<Pcm16>();
    const subscription = source.pipe(writeWav(path)).subscribe();
    source.next(block);
    source.next(block);
    subscription.unsubscribe();
    expect((await until(path, (now) => declaredSamples(now) === 4_800)).length).toBe(44 + 9_600);
    expect(source.observed).toBe(false);
  });

  it('writes what has arrived, then passes an error', async () => {
    const path = join(folder, 'failed.wav');
    const failing = concat(
      of(block),
      throwError(() => new Error('unplugged')),
    );
    await expect(lastValueFrom(failing.pipe(writeWav(path)))).rejects.toThrow('unplugged');
    expect(declaredSamples(await readFile(path))).toBe(2_400);
  });

  it('replaces the file on re-subscription', async () => {
    const path = join(folder, 'again.wav');
    const recording = of(block).pipe(writeWav(path));
    await lastValueFrom(recording);
    expect(await lastValueFrom(recording)).toMatchObject({ samples: 2_400 });
    expect((await readFile(path)).length).toBe(44 + 4_800);
  });

  it('refuses a change of rate, naming the operator that is missing', async () => {
    const path = join(folder, 'mixed.wav');
    const mixed = of(block, silence({ durationMs: 20, sampleRateHz: 8_000 }));
    await expect(lastValueFrom(mixed.pipe(writeWav(path)))).rejects.toMatchObject({
      code: 'rate_mismatch',
      hint: 'Put resamplePcm16({ toHz: 24000 }) before it',
    });
    expect(declaredSamples(await until(path, (now) => declaredSamples(now) === 2_400))).toBe(2_400);
  });

  it.each([
    { path: () => join(folder, 'no', 'such', 'folder.wav'), code: 'file_not_found' },
    { path: () => folder, code: 'not_a_file' },
  ])('ends with $code', async ({ path, code }) => {
    await expect(lastValueFrom(of(block).pipe(writeWav(path())))).rejects.toMatchObject({
      _tag: 'AudioError',
      code,
    });
    await expect(lastValueFrom(EMPTY.pipe(writeWav(path())))).rejects.toMatchObject({
      _tag: 'AudioError',
      code,
    });
  });
});
