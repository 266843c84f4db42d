import { decodeG711 } from '../g711/decodeG711.ts';

/**
 * How samples are written as bytes: little-endian, or big-endian with `be`. `uint8` has its zero at 128, floats are from
 * -1 to 1.
 */
export type SampleEncoding =
  | 'uint8'
  | 'int16'
  | 'int16be'
  | 'int24'
  | 'int24be'
  | 'int32'
  | 'int32be'
  | 'float32'
  | 'float32be'
  | 'float64'
  | 'float64be'
  | 'mulaw'
  | 'alaw';

/** Bytes in one sample, and the number that stands for full scale once the bytes are numbers. */
const layouts: Readonly<Record<SampleEncoding, readonly [bytes: number, fullScale: number]>> = {
  uint8: [1, 128],
  int16: [2, 32_768],
  int16be: [2, 32_768],
  int24: [3, 2 ** 31],
  int24be: [3, 2 ** 31],
  int32: [4, 2 ** 31],
  int32be: [4, 2 ** 31],
  float32: [4, 1],
  float32be: [4, 1],
  float64: [8, 1],
  float64be: [8, 1],
  mulaw: [1, 32_768],
  alaw: [1, 32_768],
};

/** Whether a text names a {@link SampleEncoding}. */
export const isSampleEncoding = (text: string): text is SampleEncoding => Object.hasOwn(layouts, text);

/** Bytes in one sample. */
export const bytesOf = (encoding: SampleEncoding): number => layouts[encoding][0];

type Samples = Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** The same samples with the bytes of each in the other order. */
const swapped = (bytes: Uint8Array, size: number): Uint8Array => {
  const other = new Uint8Array(bytes.length - (bytes.length % size));
  for (let at = 0; at < other.length; at += size) {
    for (let byte = 0; byte < size; byte++) other[at + byte] = bytes[at + size - 1 - byte]!;
  }
  return other;
};

/** The bytes as numbers; copied only where a view would begin at an odd address. */
const samplesFrom = (bytes: Uint8Array, encoding: SampleEncoding): Samples => {
  const aligned = bytes.byteOffset % bytesOf(encoding) === 0 ? bytes : bytes.slice();
  const view = [aligned.buffer, aligned.byteOffset, Math.floor(bytes.length / bytesOf(encoding))] as const;
  switch (encoding) {
    case 'uint8':
      return bytes;
    case 'int16':
      return new Int16Array(...view);
    case 'int32':
      return new Int32Array(...view);
    case 'float32':
      return new Float32Array(...view);
    case 'float64':
      return new Float64Array(...view);
    case 'mulaw':
      return decodeG711(bytes, 'audio/pcmu');
    case 'alaw':
      return decodeG711(bytes, 'audio/pcma');
    case 'int16be':
      return samplesFrom(swapped(bytes, 2), 'int16');
    case 'int24be':
      return samplesFrom(swapped(bytes, 3), 'int24');
    case 'int32be':
      return samplesFrom(swapped(bytes, 4), 'int32');
    case 'float32be':
      return samplesFrom(swapped(bytes, 4), 'float32');
    case 'float64be':
      return samplesFrom(swapped(bytes, 8), 'float64');
    case 'int24': {
      const wide = new Int32Array(Math.floor(bytes.length / 3));
      for (let i = 0; i < wide.length; i++) {
        wide[i] = (bytes[3 * i]! << 8) | (bytes[3 * i + 1]! << 16) | (bytes[3 * i + 2]! << 24);
      }
      return wide;
    }
  }
};

/**
 * 16-bit mono samples from interleaved ones: scaled, channels averaged, rounded, clipped. Not-a-number counts as
 * silence, infinity as full scale. Bytes after the last whole frame are left out.
 *
 * @param channel the only one to take, from 1; without it all are averaged
 */
export const monoFromBytes = (
  bytes: Uint8Array,
  encoding: SampleEncoding,
  channels: number,
  channel?: number,
): Int16Array => {
  const frames = Math.floor(bytes.length / (bytesOf(encoding) * channels));
  const samples = samplesFrom(bytes, encoding);
  if (encoding === 'int16' && channels === 1 && samples instanceof Int16Array)
    return samples.slice(0, frames);
  const fullScale = layouts[encoding][1];
  const first = channel === undefined ? 0 : channel - 1;
  const taken = channel === undefined ? channels : 1;
  const scale = 32_768 / (fullScale * taken);
  const zero = encoding === 'uint8' ? 128 : 0;
  const pcm = new Int16Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let sum = 0;
    for (let one = first; one < first + taken; one++) {
      const sample = samples[frame * channels + one]! - zero;
      // One infinite channel must not drown the others, so each is limited before the average.
      if (sample === sample) sum += Math.max(-fullScale, Math.min(fullScale, sample));
    }
    pcm[frame] = Math.max(-32_768, Math.min(32_767, Math.round(sum * scale)));
  }
  return pcm;
};
