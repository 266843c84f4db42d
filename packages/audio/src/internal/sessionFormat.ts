import { bytesFromDelta, pcm16FromDelta } from '@rx-realtime/codecs';
import type { AudioDelta } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import { AudioError } from '../audioError.ts';
import { decodeG711, encodeG711, g711RateHz } from '@rx-realtime/pcm';
import type { G711Format } from '@rx-realtime/pcm';

/** The formats a session can hear and speak, by the names of `session.audio.*.format.type`. */
export type SessionAudioFormat = 'audio/pcm' | G711Format;

/** OpenAI's only rate for PCM ("rate: only 24000 is supported", OpenAPI description of August 2026). */
export const PCM_RATE_HZ = 24_000;

/** Samples a second of a session's format. */
export const rateOf = (format: SessionAudioFormat): number =>
  format === 'audio/pcm' ? PCM_RATE_HZ : g711RateHz;

/** Samples in a session's format. PCM stays samples: what makes the event can then say that the base64 is its own. */
export const inFormat = (pcm: Int16Array, format: SessionAudioFormat): Int16Array | Uint8Array =>
  format === 'audio/pcm' ? pcm : encodeG711(pcm, format);

/** The samples of a delta, or an error; a long one was decoded when its frame was read. */
export const samplesFromDelta = (
  event: AudioDelta,
  format: SessionAudioFormat,
  where: string,
): Int16Array => {
  const samples =
    format === 'audio/pcm'
      ? pcm16FromDelta(event)
      : E.map((bytes: Uint8Array) => decodeG711(bytes, format))(bytesFromDelta(event));
  if (E.isRight(samples)) return samples.right;
  throw new AudioError({
    code: 'malformed_audio',
    expected: `base64 of ${format}`,
    where,
    cause: samples.left,
  });
};
