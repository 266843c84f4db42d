import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWaveFromFloat32Channels, SampleFormat } from '@echogarden/wave-codec';
import type { BitDepth } from '@echogarden/wave-codec';
import fc from 'fast-check';
import { firstValueFrom, lastValueFrom, of, take, tap, toArray, VirtualTimeScheduler } from 'rxjs';
import type { Observable } from 'rxjs';
import { AudioError, paceAudio, tone } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { readWav, writeWav } from '../node.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-wav-'));
});
afterAll(() => rm(folder, { recursive: true }));

const blocksOf = (source: Observable<Pcm16>) => lastValueFrom(source.pipe(toArray()));
const samplesOf = (blocks: readonly Pcm16[]) => blocks.flatMap(({ pcm }) => [...pcm]);
const fileOf = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};
const wave = Float32Array.from({ length: 5_000 }, (_, index) => 0.8 * Math.sin(index / 17));

describe('readWav', () => {
  it.each<{ bits: BitDepth; format: SampleFormat; error: number }>([
    { bits: 8, format: SampleFormat.PCM, error: 257 },
    { bits: 16, format: SampleFormat.PCM, error: 2 },
    { bits: 24, format: SampleFormat.PCM, error: 1 },
    { bits: 32, format: SampleFormat.PCM, error: 1 },
    { bits: 32, format: SampleFormat.Float, error: 1 },
    { bits: 64, format: SampleFormat.Float, error: 1 },
    { bits: 8, format: SampleFormat.Alaw, error: 600 },
    { bits: 8, format: SampleFormat.Mulaw, error: 600 },
  ])('reads $bits bits of format $format, one to three channels', async ({ bits, format, error }) => {
    for (const channels of [1, 2, 3]) {
      const same = Array.from({ length: channels }, () => wave);
      const path = await fileOf('encoded.wav', encodeWaveFromFloat32Channels(same, 22_050, bits, format));
      const blocks = await blocksOf(readWav(path));
      const samples = samplesOf(blocks);
      expect(blocks.every(({ sampleRateHz }) => sampleRateHz === 22_050)).toBe(true);
      expect(samples).toHaveLength(wave.length);
      expect(
        Math.max(...samples.map((sample, i) => Math.abs(sample - (wave[i] ?? 0) * 32_768))),
      ).toBeLessThanOrEqual(error);
    }
  });

  it('tells the format before the first block', async () => {
    const path = await fileOf('format.wav', encodeWaveFromFloat32Channels([wave, wave], 22_050, 24));
    const told: unknown[] = [];
    const next = jest.fn((format: unknown) => void told.push(format));
    await lastValueFrom(readWav(path, { formatObserver: { next } }).pipe(tap(() => told.push('block'))));
    expect(told.slice(0, 2)).toEqual([{ encoding: 'int24', channels: 2, sampleRateHz: 22_050 }, 'block']);
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('averages channels', async () => {
    const silent = new Float32Array(wave.length);
    const path = await fileOf(
      'stereo.wav',
      encodeWaveFromFloat32Channels([wave, silent], 48_000, 32, SampleFormat.Float),
    );
    const samples = samplesOf(await blocksOf(readWav(path)));
    expect(
      Math.max(...samples.map((sample, i) => Math.abs(sample - (wave[i] ?? 0) * 16_384))),
    ).toBeLessThanOrEqual(1);
  });

  it('takes not-a-number for silence and infinity for full scale', async () => {
    const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2, -2, 0.25);
    const bytes = encodeWaveFromFloat32Channels([new Float32Array(6)], 8_000, 32, SampleFormat.Float);
    bytes.set(new Uint8Array(odd.buffer), bytes.length - 24);
    const path = await fileOf('odd.wav', bytes);
    expect(samplesOf(await blocksOf(readWav(path)))).toEqual([0, 32_767, -32_768, 32_767, -32_768, 8_192]);
  });

  it('emits blocks of the wanted length, the last one shorter', async () => {
    const path = await fileOf('blocks.wav', encodeWaveFromFloat32Channels([wave], 24_000, 16));
    const blocks = await blocksOf(readWav(path, { blockMs: 50 }));
    expect(blocks.map(({ pcm }) => pcm.length)).toEqual([1_200, 1_200, 1_200, 1_200, 200]);
  });

  it('reads again on re-subscription and stops on unsubscription', async () => {
    const path = await fileOf('again.wav', encodeWaveFromFloat32Channels([wave], 24_000, 16));
    const source = readWav(path, { blockMs: 20 });
    expect(await blocksOf(source.pipe(take(2)))).toHaveLength(2);
    expect(samplesOf(await blocksOf(source))).toHaveLength(wave.length);
  });

  it('skips chunks it does not know, also of odd length', async () => {
    const bytes = encodeWaveFromFloat32Channels([wave], 24_000, 16);
    const extra = Uint8Array.from([...Buffer.from('LIST'), 3, 0, 0, 0, 1, 2, 3, 0]);
    const path = await fileOf('list.wav', Buffer.concat([bytes.subarray(0, 12), extra, bytes.subarray(12)]));
    expect(samplesOf(await blocksOf(readWav(path)))).toHaveLength(wave.length);
  });

  describe('of a recording that was cut off', () => {
    const cut = async (): Promise<string> => {
      const bytes = encodeWaveFromFloat32Channels([wave], 24_000, 16);
      return fileOf('cut.wav', bytes.subarray(0, bytes.length - 2_001));
    };

    it('emits what is there, then errors', async () => {
      const seen: number[] = [];
      const failing = new Promise((_, reject) => {
        cut().then(
          (path) => readWav(path).subscribe({ next: ({ pcm }) => seen.push(pcm.length), error: reject }),
          reject,
        );
      });
      await expect(failing).rejects.toMatchObject({
        code: 'truncated_recording',
        actual: 3_999,
        expected: '5000 samples',
      });
      expect(seen).toEqual([2_400, 1_599]);
    });

    it('completes when the caller takes note of it', async () => {
      const next = jest.fn();
      expect(samplesOf(await blocksOf(readWav(await cut(), { truncatedObserver: { next } })))).toHaveLength(
        3_999,
      );
      expect(next).toHaveBeenCalledTimes(1);
    });

    it('is not one whose writer did not know the length', async () => {
      const bytes = encodeWaveFromFloat32Channels([wave], 24_000, 16);
      bytes.set([0xff, 0xff, 0xff, 0xff], 40);
      expect(samplesOf(await blocksOf(readWav(await fileOf('pipe.wav', bytes))))).toHaveLength(wave.length);
    });
  });

  describe('names what is wrong', () => {
    const failureOf = (path: string) => firstValueFrom(readWav(path)).catch((error: unknown) => error);

    it('with a path', async () => {
      expect(await failureOf(join(folder, 'missing.wav'))).toMatchObject({ code: 'file_not_found' });
      await mkdir(join(folder, 'folder.wav'), { recursive: true });
      expect(await failureOf(join(folder, 'folder.wav'))).toMatchObject({ code: 'not_a_file' });
      expect(await failureOf(join(folder, 'stereo.wav', 'x'))).toMatchObject({ code: 'file_not_found' });
    });

    it.each<[string, string | Uint8Array, string, string]>([
      ['text', 'Hello! What time is it?', 'not_wav', 'found text'],
      ['nothing', '', 'not_wav', 'found an empty file'],
      ['an MP3', 'ID3\u0004\u0000\u0000\u0000\u0000', 'not_wav', 'found MP3'],
      ['another RIFF', 'RIFF\u0000\u0000\u0000\u0000AVI ', 'not_wav', 'found RIFF without sound'],
      ['a header without chunks', 'RIFF\u0000\u0000\u0000\u0000WAVE', 'not_wav', 'found no format chunk'],
    ])('with %s', async (_, content, code, message) => {
      const path = await fileOf('wrong.wav', Buffer.from(content));
      expect(await failureOf(path)).toMatchObject({ code, message: expect.stringContaining(message) });
    });

    it('with an empty recording', async () => {
      const path = await fileOf(
        'empty.wav',
        encodeWaveFromFloat32Channels([new Float32Array(0)], 24_000, 16),
      );
      expect(await failureOf(path)).toMatchObject({ code: 'empty_recording' });
    });

    it('with an encoding or a rate it cannot read', async () => {
      const bytes = encodeWaveFromFloat32Channels([wave], 24_000, 16);
      const adpcm = Uint8Array.from(bytes).fill(2, 20, 21);
      expect(await failureOf(await fileOf('adpcm.wav', adpcm))).toMatchObject({
        code: 'unsupported_encoding',
        actual: 'Microsoft ADPCM, 16 bits, 1 channels',
      });
      const rate = Uint8Array.from(bytes).fill(0, 24, 28);
      expect(await failureOf(await fileOf('rate.wav', rate))).toMatchObject({ code: 'unsupported_rate' });
    });

    it('with any bytes at all: a typed error or sound, never a crash', async () => {
      const bytes = encodeWaveFromFloat32Channels([wave.subarray(0, 50)], 24_000, 24);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 })), { maxLength: 6 }),
          fc.nat({ max: bytes.length }),
          async (changes, length) => {
            const broken = Uint8Array.from(bytes);
            for (const [at, byte] of changes) broken[at] = byte;
            const path = await fileOf('fuzz.wav', broken.subarray(0, length));
            const outcome = await blocksOf(readWav(path)).catch((error: unknown) => error);
            expect(outcome instanceof AudioError || Array.isArray(outcome)).toBe(true);
          },
        ),
        { numRuns: 150 },
      );
    });
  });

  it('reads what writeWav wrote', async () => {
    const path = join(folder, 'round.wav');
    const block = tone({ frequencyHz: 440, durationMs: 333 });
    await lastValueFrom(of(block).pipe(writeWav(path)));
    expect(samplesOf(await blocksOf(readWav(path)))).toEqual([...block.pcm]);
    expect((await readFile(path)).length).toBe(44 + block.pcm.byteLength);
  });

  it('reads a long recording while it is heard, and never holds much of it', async () => {
    const scheduler = new VirtualTimeScheduler();
    let readBytes = 0;
    const giant = async function* (): AsyncGenerator<Uint8Array> {
      const header = Buffer.alloc(44);
      header.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
      header.writeUInt32LE(16, 16);
      header.writeUInt16LE(1, 20);
      header.writeUInt16LE(1, 22);
      header.writeUInt32LE(24_000, 24);
      header.writeUInt32LE(48_000, 28);
      header.writeUInt16LE(2, 32);
      header.writeUInt16LE(16, 34);
      header.write('data\xff\xff\xff\xff', 36, 'latin1');
      yield header;
      for (let count = 0; count < 600; count++) {
        readBytes += 48_000;
        yield new Uint8Array(48_000);
      }
    };
    let heardMs = 0;
    const listening = readWav(giant(), { maxAheadMs: 500, scheduler })
      .pipe(paceAudio({ scheduler }))
      .subscribe(({ pcm }) => (heardMs += pcm.length / 24));
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    for (let step = 0; step < 100; step++) {
      await settled();
      scheduler.maxFrames = scheduler.frame + 100;
      scheduler.schedule(() => undefined, 100);
      scheduler.flush();
    }
    listening.unsubscribe();
    expect(heardMs).toBeGreaterThan(9_000);
    expect(readBytes / 48).toBeLessThanOrEqual(heardMs + 500 + 2_000);
  });

  it('throws for a recording that is read behind what is heard', () => {
    expect(() => readWav('any.wav', { maxAheadMs: -1 })).toThrow(AudioError);
  });

  it('throws for a block without length', () => {
    expect(() => readWav('x.wav', { blockMs: 0 })).toThrow(AudioError);
  });
});
