import type { Pcm16 } from '@rx-realtime/pcm';
import type { NextObserver, OperatorFunction } from 'rxjs';
import type { AudioError } from '../audioError.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { callInput } from './internal/callInput.ts';
import type { TwilioMessage } from './twilioMedia.ts';

/** Who hears of what cannot be decoded. */
export interface TwilioInputConfig {
  /** Hears of each payload that is not base64: `malformed_audio`. It is left out. */
  readonly malformedObserver?: NextObserver<AudioError>;
}

/**
 * The caller's voice from the messages of a Twilio Media Stream, at 8 kHz.
 *
 * A telephone as a microphone.
 *
 * ```
 * source  --{start}--{media}--{mark}--{media}--{stop}--|
 *         twilioInput()
 * result  -----------[20 ms]----------[20 ms]----------|
 * ```
 *
 * - **Value**: each `media` message of the caller's track is decoded; everything else is passed over. A payload that is
 *   not base64 is told to `malformedObserver` and left out; it never ends the call.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * A session with `format: { type: 'audio/pcmu' }` takes it through `appendInputAudio({ format: 'audio/pcmu' })`; one
 * with PCM through `resamplePcm16({ toHz: 24_000 })`.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { appendInputAudio } from '@rx-realtime/audio';
 * import { twilioInput, type TwilioMessage } from '@rx-realtime/audio/phone';
 *
 * const message: TwilioMessage = { event: 'media', streamSid: 'MZ1', media: { track: 'inbound', payload: '//8=' } };
 * of(message)
 *   .pipe(twilioInput(), appendInputAudio({ format: 'audio/pcmu' }))
 *   .subscribe(({ type, audio }) => console.log(type, audio)); // prints: input_audio_buffer.append //8=
 * ```
 *
 * @see {@link twilioPlayer} for the other direction
 */
export function twilioInput({ malformedObserver }: TwilioInputConfig = {}): OperatorFunction<
  TwilioMessage,
  Pcm16
> {
  return callInput({
    where: 'twilioInput',
    format: muLaw,
    soundOf: (message: TwilioMessage) =>
      message.event === 'media' && (message.media.track ?? 'inbound') === 'inbound'
        ? message.media.payload
        : undefined,
    malformedObserver,
  });
}
