import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { Observable, from, lastValueFrom, of, toArray } from 'rxjs';
import { AudioError, toPcm16 } from '../index.ts';
import type { RawSamples, ToPcm16Config } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const convert = (samples: readonly RawSamples[], config: Partial<ToPcm16Config> = {}): Pcm16[] => {
  const blocks: Pcm16[] = [];
  from(samples)
    .pipe(toPcm16({ sampleRateHz: 48_000, ...config }))
    .subscribe((block) => blocks.push(block));
  return blocks;
};
const samplesOf = (...args: Parameters<typeof convert>) => convert(...args).flatMap(({ pcm }) => [...pcm]);

describe('toPcm16', () => {
  itHasALifeCycle<RawSamples>({
    operator: () => toPcm16({ sampleRateHz: 8_000 }),
    values: { a: Int16Array.of(1), h: Uint8Array.of(1), k: Uint8Array.of(0) },
    results: { x: { pcm: Int16Array.of(1), sampleRateHz: 8_000 } },
    one: ['-a-', '-x-'],
    many: ['-a-hka-', '-x--xx-'], // a sample whose bytes come one by one
  });

  it.each<[string, RawSamples, Partial<ToPcm16Config>, number[]]>([
    ['16 bits', Int16Array.of(-32_768, -1, 0, 32_767), {}, [-32_768, -1, 0, 32_767]],
    ['32 bits', Int32Array.of(-(2 ** 31), -65_536, 0, 2 ** 31 - 1), {}, [-32_768, -1, 0, 32_767]],
    ['floats', Float32Array.of(-1, -0.5, 0, 0.25, 1), {}, [-32_768, -16_384, 0, 8_192, 32_767]],
    ['wide floats', Float64Array.of(-1, 0.5), {}, [-32_768, 16_384]],
    [
      'what is no number',
      Float32Array.of(Number.NaN, Infinity, -Infinity, 9),
      {},
      [0, 32_767, -32_768, 32_767],
    ],
    ['stereo', Int16Array.of(100, 300, -100, -300), { channels: 2 }, [200, -200]],
    ['loud stereo', Int16Array.of(32_767, 32_767, -32_768, -32_768), { channels: 2 }, [32_767, -32_768]],
    ['one broken channel', Float32Array.of(Number.NaN, 0.5, Infinity, -1), { channels: 2 }, [8_192, 0]],
    ['bytes of 8 bits', Uint8Array.of(0, 128, 255), { encoding: 'uint8' }, [-32_768, 0, 32_512]],
    ['bytes of 16 bits', Uint8Array.of(0xff, 0x7f, 0, 0x80), {}, [32_767, -32_768]],
    [
      'bytes of 24 bits',
      Uint8Array.of(0, 0, 0x80, 0xff, 0xff, 0x7f, 0, 1, 0),
      { encoding: 'int24' },
      [-32_768, 32_767, 1],
    ],
    [
      'big-endian bytes of 16 bits',
      Uint8Array.of(0x7f, 0xff, 0x80, 0),
      { encoding: 'int16be' },
      [32_767, -32_768],
    ],
    [
      'big-endian bytes of 24 bits',
      Uint8Array.of(0x80, 0, 0, 0, 1, 0),
      { encoding: 'int24be' },
      [-32_768, 1],
    ],
    ['one of two channels', Int16Array.of(100, -100, 200, -200), { channels: 2, channel: 2 }, [-100, -200]],
    ['bytes of µ-law', Uint8Array.of(0xff, 0x00), { encoding: 'mulaw' }, [0, -32_124]],
    ['bytes of A-law', Uint8Array.of(0xd5, 0x2a), { encoding: 'alaw' }, [8, -32_256]],
  ])('reads %s', (_, samples, config, expected) => {
    expect(samplesOf([samples], config)).toEqual(expected);
  });

  it('reads a view of a larger array, also at an odd address', () => {
    const bytes = Uint8Array.of(9, 1, 0, 2, 0, 9);
    expect(samplesOf([bytes.subarray(1, 5)])).toEqual([1, 2]);
    expect(samplesOf([Float32Array.of(9, 0.5, 9).subarray(1, 2)])).toEqual([16_384]);
  });

  it.each<[string, unknown]>([
    ['ArrayBuffer', new ArrayBuffer(4)],
    ['DataView', new DataView(new ArrayBuffer(4))],
    ['Int8Array', Int8Array.of(1, 2)],
    ['Uint16Array', Uint16Array.of(1)],
    ['String', 'AQI='],
    ['Undefined', undefined],
  ])('refuses %s, which could mean anything', (name, value) => {
    const seen: unknown[] = [];
    new Observable<never>((subscriber) => subscriber.next(value as never))
      .pipe(toPcm16({ sampleRateHz: 8_000 }))
      .subscribe({ error: (error: unknown) => seen.push(error) });
    expect(seen).toMatchObject([{ code: 'invalid_config', where: 'toPcm16', actual: name }]);
  });

  it('throws for an encoding it does not know, and for a channel that is not there', () => {
    // @ts-expect-error no such encoding
    expect(() => toPcm16({ sampleRateHz: 8_000, encoding: 'int17' })).toThrow('found int17');
    expect(() => toPcm16({ sampleRateHz: 8_000, channels: 2, channel: 3 })).toThrow('a channel from 1 to 2');
    expect(() => toPcm16({ sampleRateHz: 8_000, channel: 2 })).toThrow('channel 1, the only one');
  });

  it('puts together what was cut anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'uint8',
          'int16',
          'int16be',
          'int24',
          'int24be',
          'int32',
          'int32be',
          'float32',
          'float32be',
          'float64',
          'float64be',
          'mulaw',
          'alaw',
        ),
        fc.integer({ min: 1, max: 3 }),
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(200), { maxLength: 8 }),
        (encoding, channels, bytes, cuts) => {
          const edges = [
            0,
            ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
            bytes.length,
          ];
          const parts = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge));
          expect(samplesOf(parts, { encoding, channels })).toEqual(
            samplesOf([bytes], { encoding, channels }),
          );
        },
      ),
    );
  });

  it("does not keep the caller's memory", () => {
    const samples = Int16Array.of(1, 2);
    const [block] = convert([samples]);
    samples.fill(9);
    expect(block?.pcm).toEqual(Int16Array.of(1, 2));
  });

  it('emits nothing for a value without a whole frame', async () => {
    const blocks = of(Uint8Array.of(1), new Uint8Array(0)).pipe(toPcm16({ sampleRateHz: 8_000 }), toArray());
    expect(await lastValueFrom(blocks)).toEqual([]);
  });

  it.each([
    { sampleRateHz: 0 },
    { sampleRateHz: 48_000, channels: 0 },
    { sampleRateHz: 48_000, channels: 1.5 },
  ])('throws for %p', (config) => {
    expect(() => toPcm16(config)).toThrow(AudioError);
  });
});
