import type { SpeechFormat } from '@rx-realtime/codecs';
import { encodeG711, isG711 } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';

/** A format by its name, or as a session has it. */
export const formatOf = (format: SpeechFormat | SoundFormat = 'audio/pcm'): SoundFormat =>
  typeof format === 'string' ? { type: format } : format;

/** Samples in a session's format. PCM stays samples: what makes the event can then say that the base64 is its own. */
export const inFormat = (pcm: Int16Array, { type }: SoundFormat): Int16Array | Uint8Array =>
  isG711(type) ? encodeG711(pcm, type) : pcm;
