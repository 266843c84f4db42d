import type { AudioError } from '@rx-realtime/audio';
import type { CallFormat } from '@rx-realtime/audio/phone';
import type { SoundFormat } from '@rx-realtime/pcm';

/**
 * What is worth knowing and ends nothing. `malformed`: a message of the call cannot be read, the how-manieth of the call.
 * `format_differs`: the session was told to speak or hear another coding than the call has, so everything is resampled or
 * coded again.
 */
export type PhoneNotice =
  | { readonly kind: 'malformed'; readonly count: number; readonly error: AudioError }
  | {
      readonly kind: 'format_differs';
      readonly direction: 'input' | 'output';
      readonly call: CallFormat;
      readonly session: SoundFormat;
    };
