import type { Pcm16 } from '@rx-realtime/pcm';
import type { NextObserver, OperatorFunction } from 'rxjs';
import type { AudioError } from '../audioError.ts';
import type { CallFormat } from './callFormat.ts';
import { callInput } from './internal/callInput.ts';
import { vonageFormatOf, vonageDefault } from './internal/vonageFormatOf.ts';
import type { VonageMessage } from './vonageMedia.ts';

/** How the call is coded, and who hears of what cannot be decoded. */
export interface VonageInputConfig {
  /** How the call is coded, until it says so itself. @defaultValue PCM at 16,000 Hz */
  readonly format?: CallFormat;
  /** Hears of each message that cannot be decoded: `malformed_audio`, `unsupported_encoding`. It is left out. */
  readonly malformedObserver?: NextObserver<AudioError>;
}

/**
 * The caller's voice from the messages of a Vonage WebSocket.
 *
 * A telephone as a microphone.
 *
 * ```
 * source  --{connected}--(640 bytes)--{dtmf}--(640 bytes)--|
 *         vonageInput()
 * result  ---------------[20 ms]-----------------[20 ms]----|
 * ```
 *
 * - **Value**: each binary message is a block at the rate that `websocket:connected` says; everything else is passed
 *   over. Half a sample is told to `malformedObserver` and left out; it never ends the call.
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
 * import { vonageInput, type VonageMessage } from '@rx-realtime/audio/phone';
 *
 * const messages: readonly VonageMessage[] = [
 *   { event: 'websocket:connected', 'content-type': 'audio/l16;rate=16000' },
 *   new Uint8Array(640),
 * ];
 * from(messages)
 *   .pipe(vonageInput())
 *   .subscribe(({ pcm, sampleRateHz }) => console.log(pcm.length, sampleRateHz)); // prints: 320 16000
 * ```
 *
 * @see {@link vonagePlayer} for the other direction
 */
export function vonageInput(config: VonageInputConfig = {}): OperatorFunction<VonageMessage, Pcm16> {
  const { format = vonageDefault, malformedObserver } = config;
  return callInput({
    where: 'vonageInput',
    format,
    formatOf: vonageFormatOf,
    soundOf: (message: VonageMessage) => (message instanceof Uint8Array ? message : undefined),
    malformedObserver,
  });
}
