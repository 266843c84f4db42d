import type { OperatorFunction } from 'rxjs';
import { assertNumber } from '../internal/assertNumber.ts';
import { assertRate } from '../internal/sampleRate.ts';
import { bytesOf, monoFromBytes } from '@rx-realtime/pcm';
import type { Pcm16, SampleEncoding } from '@rx-realtime/pcm';
import { staged } from '../internal/stage.ts';

/** Sound as devices, decoders and files deliver it: numbers, or bytes of numbers. */
export type RawSamples = Int16Array | Int32Array | Float32Array | Float64Array | Uint8Array;

/** What the samples mean. */
export interface ToPcm16Config {
  /** Samples a second in each channel, from 4000 to 384000. */
  readonly sampleRateHz: number;
  /** Interleaved channels, 1 to 64; they are averaged. @defaultValue 1 */
  readonly channels?: number;
  /** What a `Uint8Array` holds, little-endian; other arrays say it themselves. @defaultValue `int16` */
  readonly encoding?: SampleEncoding;
}

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
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts afresh.
 * - **Memory**: less than one frame.
 *
 * Throws `invalid_config` for a rate or number of channels outside its range.
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
  encoding = 'int16',
}: ToPcm16Config): OperatorFunction<RawSamples, Pcm16> {
  assertRate('toPcm16.sampleRateHz', sampleRateHz);
  assertNumber(
    'toPcm16.channels',
    channels,
    '1 to 64 channels',
    (n) => Number.isInteger(n) && n >= 1 && n <= 64,
  );
  return staged(() => {
    let rest = new Uint8Array(0);
    return {
      push: (samples) => {
        const found = encodingOf(samples, encoding);
        const bytes = joined(rest, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
        const whole = bytes.length - (bytes.length % (bytesOf(found) * channels));
        rest = bytes.slice(whole);
        return whole === 0
          ? []
          : [{ pcm: monoFromBytes(bytes.subarray(0, whole), found, channels), sampleRateHz }];
      },
    };
  });
}
