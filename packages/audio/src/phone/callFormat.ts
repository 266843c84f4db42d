import type { SoundFormat } from '@rx-realtime/pcm';

/** How the sound of a call is coded, as `session.audio.*.format` says it. */
export interface CallFormat extends SoundFormat {
  readonly type: 'audio/pcmu' | 'audio/pcma' | 'audio/pcm';
  /** Samples a second. */
  readonly rate: number;
  /** Which byte of a sample of `audio/pcm` comes first. @defaultValue `little` */
  readonly byteOrder?: 'little' | 'big';
}
