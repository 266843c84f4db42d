import type { OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { assertNumber } from '../internal/assertNumber.ts';
import { assertRate } from '../internal/sampleRate.ts';
import { bytesOf, isSampleEncoding, monoFromBytes } from '@rx-realtime/pcm';
import type { Pcm16, SampleEncoding } from '@rx-realtime/pcm';
import { staged } from '../internal/stage.ts';

/** Sound as devices, decoders and files deliver it: numbers, or bytes of numbers. */
export type RawSamples = Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** What the samples mean. */
export interface ToPcm16Config {
  /** Samples a second in each channel, from 4000 to 384000. */
  readonly sampleRateHz: number;
  /** Interleaved channels, 1 to 64. @defaultValue 1 */
  readonly channels?: number;
  /** The only channel to take, from 1; channels that cancel each other are silent on average. @defaultValue all, averaged */
  readonly channel?: number;
  /** What a `Uint8Array` holds, such as `int16be`; other arrays say it themselves. @defaultValue `int16` (little-endian) */
  readonly encoding?: SampleEncoding;
}

const isRawSamples = (value: unknown): value is RawSamples =>
  value instanceof Int16Array ||
  value instanceof Int32Array ||
  value instanceof Float32Array ||
  value instanceof Float64Array ||
  value instanceof Uint8Array;

/** A value whose meaning is not known is refused, because it would be heard as noise. */
const assertSamples = (value: unknown): void => {
  if (isRawSamples(value)) return;
  throw new AudioError({
    code: 'invalid_config',
    expected: 'an Int16Array, Int32Array, Float32Array, Float64Array or Uint8Array',
    actual: Object.prototype.toString.call(value).slice(8, -1),
    where: 'toPcm16',
    hint: 'Make a Uint8Array of it, with its encoding',
  });
};

const encodingOf = (samples: RawSamples, bytes: SampleEncoding): SampleEncoding => {
  if (samples instanceof Int16Array) return 'int16';
  if (samples instanceof Int32Array) return 'int32';
  if (samples instanceof Float32Array) return 'float32';
  return samples instanceof Float64Array ? 'float64' : bytes;
};

const joined = (rest: Uint8Array, bytes: Uint8Array): Uint8Array => {
  if (rest.length === 0) return bytes;
  const both = new Uint8Array(rest.length + bytes.length);
  both.set(rest);
  both.set(bytes, rest.length);
  return both;
};

/**
 * Makes PCM16 blocks from samples of any other kind.
 *
 * The first stage after a device: floats from a browser, bytes from `arecord`, stereo from a sound card.
 *
 * ```
 * source  --Float32Array(960)--Float32Array(960)--|
 *         toPcm16({ sampleRateHz: 48_000, channels: 2 })
 * result  --[480 samples]------[480 samples]------|
 * ```
 *
 * Floats from -1 to 1 become -32768 to 32767, louder ones are clipped; wider integers are rounded; not-a-number counts
 * as silence, infinity as full scale. G.711 bytes are decoded.
 *
 * - **Value**: one block; a sample or frame that is split over two values is put together, so bytes from a pipe may be
 *   cut anywhere. A value without a whole frame emits nothing.
 * - **Completion**: passed on; an unfinished frame is left out.
 * - **Error**: passed on; `invalid_config` for a value of another kind, such as an `ArrayBuffer`.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts afresh.
 * - **Memory**: less than one frame.
 *
 * Throws `invalid_config` for a rate or number of channels outside its range, and for an encoding it does not know.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { toPcm16 } from '@rx-realtime/audio';
 *
 * of(Float32Array.of(0, 0.5, -1, 2))
 *   .pipe(toPcm16({ sampleRateHz: 48_000 }))
 *   .subscribe(({ pcm }) => console.log([...pcm])); // prints: [ 0, 16384, -32768, 32767 ]
 * ```
 *
 * @see {@link resamplePcm16}
 */
export function toPcm16({
  sampleRateHz,
  channels = 1,
  channel,
  encoding = 'int16',
}: ToPcm16Config): OperatorFunction<RawSamples, Pcm16> {
  assertRate('toPcm16.sampleRateHz', sampleRateHz);
  assertNumber(
    'toPcm16.channels',
    channels,
    '1 to 64 channels',
    (n) => Number.isInteger(n) && n >= 1 && n <= 64,
  );
  assertNumber(
    'toPcm16.channel',
    channel ?? 1,
    channels === 1 ? 'channel 1, the only one' : `a channel from 1 to ${channels}`,
    (n) => Number.isInteger(n) && n >= 1 && n <= channels,
  );
  if (!isSampleEncoding(encoding))
    throw new AudioError({
      code: 'invalid_config',
      expected: 'an encoding such as int16, int16be, float32 or mulaw',
      actual: String(encoding),
      where: 'toPcm16.encoding',
    });
  return staged(() => {
    let rest = new Uint8Array(0);
    return {
      push: (samples) => {
        assertSamples(samples);
        const found = encodingOf(samples, encoding);
        const bytes = joined(rest, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
        const whole = bytes.length - (bytes.length % (bytesOf(found) * channels));
        rest = bytes.slice(whole);
        return whole === 0
          ? []
          : [{ pcm: monoFromBytes(bytes.subarray(0, whole), found, channels, channel), sampleRateHz }];
      },
    };
  });
}
