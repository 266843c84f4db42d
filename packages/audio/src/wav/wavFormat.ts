import type { SampleEncoding } from '@rx-realtime/pcm';

/** How the samples of a WAV file are written: what its `fmt ` chunk says. */
export interface WavFormat {
  readonly encoding: SampleEncoding;
  /** At least 1. */
  readonly channels: number;
  /** Samples a second in each channel. */
  readonly sampleRateHz: number;
}

/** By format tag and bytes of a sample; the tags are those of RFC 2361. */
const encodings: ReadonlyMap<string, SampleEncoding> = new Map([
  ['1/1', 'uint8'],
  ['1/2', 'int16'],
  ['1/3', 'int24'],
  ['1/4', 'int32'],
  ['3/4', 'float32'],
  ['3/8', 'float64'],
  ['6/1', 'alaw'],
  ['7/1', 'mulaw'],
]);

const bigEndian: Partial<Record<SampleEncoding, SampleEncoding>> = {
  int16: 'int16be',
  int24: 'int24be',
  int32: 'int32be',
  float32: 'float32be',
  float64: 'float64be',
};

/** What people call the encodings that are refused, by tag (RFC 2361, and mmreg.h for later ones). */
const names: Readonly<Record<number, string>> = {
  0x0002: 'Microsoft ADPCM',
  0x0011: 'IMA ADPCM',
  0x0022: 'TrueSpeech',
  0x0031: 'GSM 6.10',
  0x0045: 'G.726',
  0x0050: 'MPEG audio',
  0x0055: 'MP3',
  0x0064: 'G.726',
  0x00ff: 'AAC',
  0x0161: 'Windows Media Audio',
  0x674f: 'Ogg Vorbis',
};

/**
 * The format of a `fmt ` chunk's body, or what it names instead ("MP3, 0 bits, 1 channels").
 *
 * A sample fills its container from the top ("Multiple channel audio data and WAVE files", Microsoft): 12 bits in two
 * bytes are read as 16, 20 in three as 24, 24 in four as 32. So the block alignment says how it is read.
 */
export const wavFormat = (body: DataView, isLittleEndian: boolean): WavFormat | string => {
  if (body.byteLength < 16) return 'a format chunk that is too short';
  const outerTag = body.getUint16(0, isLittleEndian);
  // 0xfffe: the tag proper begins the sub-format at byte 24.
  const tag = outerTag === 0xfffe && body.byteLength >= 26 ? body.getUint16(24, isLittleEndian) : outerTag;
  const channels = body.getUint16(2, isLittleEndian);
  const sampleRateHz = body.getUint32(4, isLittleEndian);
  const alignment = body.getUint16(12, isLittleEndian);
  const bits = body.getUint16(14, isLittleEndian);
  const bytes = alignment === 0 ? Math.ceil(bits / 8) : alignment / channels;
  const found = encodings.get(`${tag}/${bytes}`);
  // Integers of 9 bits and more may be narrower than their container, never wider; all others fill it.
  const fits = tag === 1 && bytes > 1 ? bits > 8 && bits <= 8 * bytes : bits === 8 * bytes;
  if (found === undefined || !fits) {
    const inBytes = Number.isInteger(bytes) && bytes > 0 ? ` in ${bytes} bytes` : '';
    return `${names[tag] ?? `format tag ${tag}`}, ${bits} bits${tag in names ? '' : inBytes}, ${channels} channels`;
  }
  const encoding = isLittleEndian ? found : (bigEndian[found] ?? found);
  return { encoding, channels, sampleRateHz };
};
