// Recordings of other programs: read as those programs read them, or refused with a command that works on that very file.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lastValueFrom, reduce } from 'rxjs';
import { isAudioError, tone } from '../src/index.ts';
import { readWav } from '../src/node.ts';
import type { ReadWavConfig } from '../src/node.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rx-realtime-recordings-'));
});
afterAll(() => rm(folder, { recursive: true }));

const { pcm } = tone({ frequencyHz: 440, durationMs: 99.9583, amplitude: 0.4 });
const samples = [...pcm];

type Bytes = Uint8Array;
const text = (value: string): Bytes => Uint8Array.from(value, (character) => character.charCodeAt(0));
const joined = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));
const number = (value: number, bytes: number, isLittleEndian = true): Bytes => {
  const place = (at: number) => (isLittleEndian ? at : bytes - 1 - at);
  return Uint8Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** place(at)) % 256);
};
const chunk = (id: string, body: Bytes, size = body.length, isLittleEndian = true): Bytes =>
  joined(text(id), number(size, 4, isLittleEndian), body, new Uint8Array(body.length % 2));
interface Format {
  readonly tag?: number;
  readonly bits?: number;
  readonly bytes?: number;
  readonly rateHz?: number;
  readonly isLittleEndian?: boolean;
}
const format = ({
  tag = 1,
  bits = 16,
  bytes = 2,
  rateHz = 24_000,
  isLittleEndian = true,
}: Format = {}): Bytes =>
  chunk(
    'fmt ',
    joined(
      ...[tag, 1].map((value) => number(value, 2, isLittleEndian)),
      ...[rateHz, rateHz * bytes].map((value) => number(value, 4, isLittleEndian)),
      ...[bytes, bits].map((value) => number(value, 2, isLittleEndian)),
    ),
    16,
    isLittleEndian,
  );
const riff = (...chunks: readonly Bytes[]): Bytes =>
  joined(text('RIFF'), number(0, 4), text('WAVE'), ...chunks);
/** The samples from the top of containers of so many bytes. */
const contained = (bytes: number, isLittleEndian = true): Bytes =>
  joined(
    ...samples.map((sample) =>
      number((sample * 256 ** (bytes - 2) + 256 ** bytes) % 256 ** bytes, bytes, isLittleEndian),
    ),
  );
const sound = contained(2);

const fileOf = async (name: string, bytes: Bytes): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};
const samplesIn = (
  recording: string | AsyncIterable<Uint8Array>,
  config?: ReadWavConfig,
): Promise<number[]> =>
  lastValueFrom(
    readWav(recording, config).pipe(
      reduce<{ readonly pcm: Int16Array }, number[]>((all, block) => [...all, ...block.pcm], []),
    ),
  );
const refusalOf = async (
  path: string,
): Promise<{ readonly message: string; readonly hint?: string | undefined }> => {
  const error: unknown = await samplesIn(path).catch((cause: unknown) => cause);
  if (!isAudioError(error)) throw new Error('It was read');
  return error;
};

const recordings: readonly (readonly [string, () => Bytes])[] = [
  ['24 bits in three bytes', () => riff(format({ bits: 24, bytes: 3 }), chunk('data', contained(3)))],
  ['24 bits in four bytes', () => riff(format({ bits: 24, bytes: 4 }), chunk('data', contained(4)))],
  ['20 bits in three bytes', () => riff(format({ bits: 20, bytes: 3 }), chunk('data', contained(3)))],
  ['a data size of 0 with sound behind it', () => riff(format(), chunk('data', sound, 0))],
  ['sound before its format', () => riff(chunk('data', sound), format())],
  [
    'a pad byte that is counted',
    () => riff(format(), chunk('data', joined(sound, number(0, 1)), sound.length + 1)),
  ],
  ['a byte too many in the size', () => riff(format(), text('data'), number(sound.length + 1, 4), sound)],
  ['an unknown size', () => riff(format(), chunk('data', sound, 0xffff_ffff))],
  [
    'RF64',
    () => {
      const sizes = joined(number(0, 8), number(sound.length, 8), number(samples.length, 8), number(0, 4));
      const more = chunk('LIST', text('INFO'));
      const body = joined(chunk('ds64', sizes), format(), chunk('data', sound, 0xffff_ffff), more);
      return joined(text('RF64'), number(0xffff_ffff, 4), text('WAVE'), body);
    },
  ],
  [
    'RIFX',
    () => {
      const body = joined(
        format({ isLittleEndian: false }),
        chunk('data', contained(2, false), sound.length, false),
      );
      return joined(text('RIFX'), number(0, 4), text('WAVE'), body);
    },
  ],
];

describe('a recording', () => {
  it.each(recordings)('with %s is read, from a file', async (name, bytes) => {
    expect(await samplesIn(await fileOf(`${name}.wav`, bytes()))).toEqual(samples);
  });

  it('with 12 bits in two bytes is read', async () => {
    const path = await fileOf('twelve.wav', riff(format({ bits: 12 }), chunk('data', sound)));
    expect(await samplesIn(path)).toEqual(samples);
  });

  it('without sound is empty, also when its size is 0 and other chunks follow', async () => {
    const path = await fileOf(
      'empty.wav',
      riff(format(), chunk('data', new Uint8Array(0)), chunk('LIST', text('INFO'))),
    );
    expect(await refusalOf(path)).toMatchObject({ code: 'empty_recording' });
  });

  it('is read from a stream, however it is cut', async () => {
    const path = await fileOf(
      'stream.wav',
      riff(chunk('LIST', text('INFO!')), format(), chunk('data', sound, 0)),
    );
    for (const highWaterMark of [1, 7, 65_536])
      expect(await samplesIn(createReadStream(path, { highWaterMark }))).toEqual(samples);
  });

  it('that is cut off in a stream is told as such', async () => {
    const path = await fileOf('cut.wav', riff(format(), chunk('data', sound, sound.length + 20)));
    await expect(samplesIn(createReadStream(path))).rejects.toMatchObject({
      code: 'truncated_recording',
      expected: `${samples.length + 10} samples`,
      actual: samples.length,
    });
  });

  it('gives one channel of those that cancel each other', async () => {
    const stereo = joined(
      ...samples.flatMap((sample) => [sample, -sample].map((one) => number((one + 65_536) % 65_536, 2))),
    );
    const body = joined(
      ...[1, 2].map((value) => number(value, 2)),
      ...[24_000, 96_000].map((value) => number(value, 4)),
      ...[4, 16].map((value) => number(value, 2)),
    );
    const path = await fileOf('stereo.wav', riff(chunk('fmt ', body), chunk('data', stereo)));
    expect(new Set(await samplesIn(path))).toEqual(new Set([0]));
    expect(await samplesIn(path, { channel: 1 })).toEqual(samples);
    expect(await samplesIn(path, { channel: 2 })).toEqual(samples.map((sample) => 0 - sample));
    await expect(samplesIn(path, { channel: 3 })).rejects.toMatchObject({
      code: 'invalid_config',
      expected: 'a channel from 1 to 2',
    });
    expect(() => readWav(path, { channel: 0 })).toThrow('readWav.channel');
  });
});

const isThere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

describe('a refusal', () => {
  it.each([
    ['AU', '.snd\0\0\0\x1c'],
    ['W64', 'riff\x2e\x91\xcf\x11'],
    ['CAF', 'caff\0\x01\0\0'],
    ['AIFF', 'FORM\0\0\0\0AIFF'],
    ['MP3', '\xff\xf3\x84\xc0'],
    ['Ogg', 'OggS\0'],
  ])('names %s, and how to convert it', async (name, start) => {
    const path = await fileOf('sound.bin', text(start));
    const { message } = await refusalOf(path);
    expect(message).toContain(
      `found ${name}. Convert it: ffmpeg -i ${path} -ac 1 -ar 24000 ${folder}/sound-pcm.wav`,
    );
  });

  it.each([
    ['containers that do not fit', { bits: 24, bytes: 5 }, 'format tag 1, 24 bits in 5 bytes, 1 channels'],
    ['MP3 inside', { tag: 0x55, bits: 0, bytes: 1 }, 'MP3, 0 bits, 1 channels'],
    ['a rate too low', { rateHz: 1_000 }, '1000 Hz. Convert it: ffmpeg -i '],
  ])('names %s', async (name, over, message) => {
    const path = await fileOf(`${name}.wav`, riff(format(over), chunk('data', sound)));
    expect((await refusalOf(path)).message).toContain(message);
  });

  it('quotes a path for the shell', async () => {
    const path = await fileOf("it's mine.mp3", text('ID3'));
    expect((await refusalOf(path)).message).toContain(`/it'\\''s mine.mp3' `);
  });
});

/** A file of Debian's ffmpeg or sox, where the machine has them. */
type Row = readonly [name: string, program: 'ffmpeg' | 'sox', args: readonly string[]];
const here = (rows: readonly Row[]): readonly Row[] => rows.filter(([, program]) => isThere(program));
const made = async ([name, program, args]: Row): Promise<string> => {
  const from = await fileOf('base.wav', riff(format(), chunk('data', sound)));
  const path = join(folder, name);
  const input = program === 'ffmpeg' ? ['-v', 'error', '-y', '-i', from] : [from];
  execFileSync(program, [...input, ...args, path]);
  return path;
};

describe('beside ffmpeg and sox, where they are', () => {
  it('the same samples are read', async () => {
    const rows = here([
      ['rf64.wav', 'ffmpeg', ['-rf64', 'always']],
      ['wide.wav', 'ffmpeg', ['-c:a', 'pcm_s24le']],
      ['float.wav', 'ffmpeg', ['-c:a', 'pcm_f64le']],
      ['sox24.wav', 'sox', ['-b', '24']],
      ['rifx.wav', 'sox', ['-B']],
      ['rifx32.wav', 'sox', ['-B', '-b', '32']],
      ['rifxfloat.wav', 'sox', ['-B', '-e', 'float', '-b', '32']],
    ]);
    for (const row of rows) expect([row[0], await samplesIn(await made(row))]).toEqual([row[0], samples]);
  });

  it('a refusal has a command that makes that very file readable', async () => {
    const rows = here([
      ['a b.mp3', 'ffmpeg', []],
      ['a.ogg', 'ffmpeg', []],
      ['a.caf', 'ffmpeg', []],
      ['a.w64', 'ffmpeg', []],
      ['a.flac', 'ffmpeg', []],
      ['a.aiff', 'sox', []],
      ['a.au', 'sox', []],
      ['mp3.wav', 'ffmpeg', ['-c:a', 'libmp3lame']],
      ['adpcm.wav', 'sox', ['-e', 'ms-adpcm']],
      ['slow.wav', 'sox', ['-r', '1000']],
    ]).filter(() => isThere('ffmpeg'));
    for (const row of rows) {
      const { hint = '' } = await refusalOf(await made(row));
      execFileSync('sh', ['-c', `${/ffmpeg .*/.exec(hint)?.[0] ?? 'false'} -v error -y`]);
      const converted = await samplesIn(join(folder, row[0].replace(/\.\w+$/, '-pcm.wav')));
      expect([row[0], Math.max(...converted) > 5_000]).toEqual([row[0], true]);
    }
  });
});
