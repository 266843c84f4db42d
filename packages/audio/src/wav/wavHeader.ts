import type { SampleEncoding } from '@rx-realtime/pcm';

/** How the samples of a WAV file are written: what its `fmt ` chunk says. */
export interface WavFormat {
  readonly encoding: SampleEncoding;
  /** At least 1. */
  readonly channels: number;
  /** Samples a second in each channel. */
  readonly sampleRateHz: number;
}

/** Bytes of the header that {@link wavHeader} writes. */
export const wavHeaderBytes = 44;

const text = (header: DataView, at: number, value: string): void =>
  [...value].forEach((character, index) => header.setUint8(at + index, character.charCodeAt(0)));

/** The header of a mono PCM16 file with `samples` samples; sizes stop at the format's 4 GiB. */
export const wavHeader = (samples: number, sampleRateHz: number): Uint8Array => {
  const header = new DataView(new ArrayBuffer(wavHeaderBytes));
  const dataBytes = Math.min(samples * 2, 0xffff_ffff - 36);
  text(header, 0, 'RIFF');
  header.setUint32(4, 36 + dataBytes, true);
  text(header, 8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true); // integer PCM
  header.setUint16(22, 1, true); // channels
  header.setUint32(24, sampleRateHz, true);
  header.setUint32(28, sampleRateHz * 2, true); // bytes a second
  header.setUint16(32, 2, true); // bytes a frame
  header.setUint16(34, 16, true); // bits a sample
  text(header, 36, 'data');
  header.setUint32(40, dataBytes, true);
  return new Uint8Array(header.buffer);
};

/** By format tag and bits: Microsoft, "Multiple channel audio data and WAVE files"; RFC 2361 for the tags. */
const encodings = new Map<string, SampleEncoding>([
  ['1/8', 'uint8'],
  ['1/16', 'int16'],
  ['1/24', 'int24'],
  ['1/32', 'int32'],
  ['3/32', 'float32'],
  ['3/64', 'float64'],
  ['6/8', 'alaw'],
  ['7/8', 'mulaw'],
]);

/** The format of a `fmt ` chunk's body, or what it names instead ("tag 2, 4 bits"). */
export const wavFormat = (body: DataView): WavFormat | string => {
  if (body.byteLength < 16) return 'a format chunk that is too short';
  const bits = body.getUint16(14, true);
  const outerTag = body.getUint16(0, true);
  // 0xfffe: the tag proper begins the sub-format at byte 24.
  const tag = outerTag === 0xfffe && body.byteLength >= 26 ? body.getUint16(24, true) : outerTag;
  const channels = body.getUint16(2, true);
  const sampleRateHz = body.getUint32(4, true);
  const encoding = encodings.get(`${tag}/${bits}`);
  if (encoding === undefined || channels === 0) return `tag ${tag}, ${bits} bits, ${channels} channels`;
  return { encoding, channels, sampleRateHz };
};

const signatures: readonly (readonly [RegExp, string])[] = [
  [/^(ID3|\xff[\xe2-\xfb])/, 'MP3'],
  [/^OggS/, 'Ogg'],
  [/^fLaC/, 'FLAC'],
  [/^....ftyp/s, 'MP4 or M4A'],
  [/^.E\xdf\xa3/s, 'WebM'],
  [/^FORM....AIF/s, 'AIFF'],
  [/^RF64/, 'RF64'],
  [/^RIFX/, 'big-endian RIFF'],
  [/^RIFF/, 'RIFF without sound'],
  [/^[\t\n\r\x20-\x7e]+$/, 'text'],
];

/** What a file that is not a WAV file looks like from its first bytes. */
export const looksLike = (bytes: Uint8Array): string => {
  if (bytes.length === 0) return 'an empty file';
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  return signatures.find(([pattern]) => pattern.test(start))?.[1] ?? 'something else';
};
