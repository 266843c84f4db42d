import type { Pcm16 } from '@rx-realtime/pcm';
import type { NextObserver, OperatorFunction } from 'rxjs';
import type { AudioError } from '../audioError.ts';
import type { CallFormat } from './callFormat.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { callInput } from './internal/callInput.ts';
import { plivoFormatOf } from './internal/plivoFormatOf.ts';
import type { PlivoMessage } from './plivoMedia.ts';

/** How the call is coded, and who hears of what cannot be decoded. */
export interface PlivoInputConfig {
  /** How the call is coded, until it says so itself. @defaultValue µ-law at 8,000 Hz */
  readonly format?: CallFormat;
  /** Hears of each message that cannot be decoded: `malformed_audio`, `unsupported_encoding`. It is left out. */
  readonly malformedObserver?: NextObserver<AudioError>;
}

/**
 * The caller's voice from the messages of a Plivo audio stream.
 *
 * A telephone as a microphone.
 *
 * ```
 * source  --{start}--{media}--{dtmf}--{media}--{stop}--|
 *         plivoInput()
 * result  -----------[20 ms]----------[20 ms]----------|
 * ```
 *
 * - **Value**: each `media` message of the caller's track is decoded as `start` says the call is coded (µ-law, L16); everything else is passed
 *   over. A payload that is no such sound is told to `malformedObserver` and left out; it never ends the call.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: how the call is coded.
 *
 * @param config how the call is coded, where it does not say
 *
 * @example
 * ```ts
 * import { from } from 'rxjs';
 * import { plivoInput, type PlivoMessage } from '@rx-realtime/audio/phone';
 *
 * const messages: readonly PlivoMessage[] = [
 *   { event: 'start', start: { callId: 'c1', streamId: 's1', mediaFormat: { encoding: 'audio/x-l16', sampleRate: 16_000 } } },
 *   { event: 'media', media: { track: 'inbound', payload: 'AAAAAA==' } },
 * ];
 * from(messages)
 *   .pipe(plivoInput())
 *   .subscribe(({ pcm, sampleRateHz }) => console.log(pcm.length, sampleRateHz)); // prints: 2 16000
 * ```
 *
 * @see {@link plivoPlayer} for the other direction
 */
export function plivoInput(config: PlivoInputConfig = {}): OperatorFunction<PlivoMessage, Pcm16> {
  const { format = muLaw, malformedObserver } = config;
  return callInput({
    where: 'plivoInput',
    format,
    formatOf: plivoFormatOf,
    soundOf: (message: PlivoMessage) =>
      message.event === 'media' && (message.media.track ?? 'inbound') === 'inbound'
        ? message.media.payload
        : undefined,
    malformedObserver,
  });
}
