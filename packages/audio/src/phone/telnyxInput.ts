import type { Pcm16 } from '@rx-realtime/pcm';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import type { CallFormat } from './callFormat.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { callInput } from './internal/callInput.ts';
import { inOrder } from './internal/inOrder.ts';
import { telnyxFormatOf } from './internal/telnyxFormatOf.ts';
import type { TelnyxMessage } from './telnyxMedia.ts';

/** "Media frame order is not guaranteed": so many frames of 20 ms may overtake one that is late. */
const maxLateFrames = 5;

/** The how-manieth frame of the caller it is. */
const chunkOf = (message: TelnyxMessage): number | undefined => {
  if (message.event !== 'media' || (message.media.track ?? 'inbound') !== 'inbound') return undefined;
  const { chunk } = message.media;
  return chunk !== undefined && /^\d+$/.test(chunk) ? Number(chunk) : undefined;
};

/** How the call is coded, and who hears of what cannot be decoded. */
export interface TelnyxInputConfig {
  /** How the call is coded, until it says so itself. @defaultValue µ-law at 8,000 Hz */
  readonly format?: CallFormat;
  /** Hears of each message that cannot be decoded: `malformed_audio`, `unsupported_encoding`. It is left out. */
  readonly malformedObserver?: NextObserver<AudioError>;
}

/**
 * The caller's voice from the messages of a Telnyx Media Stream.
 *
 * A telephone as a microphone.
 *
 * ```
 * source  --{start}--{media}--{mark}--{media}--{stop}--|
 *         telnyxInput()
 * result  -----------[20 ms]----------[20 ms]----------|
 * ```
 *
 * - **Value**: each `media` message of the caller's track is decoded as `start` says the call is coded (`PCMU`, `PCMA`, `L16`); everything else is passed
 *   over. A payload that is no such sound is told to `malformedObserver` and left out; it never ends the call.
 *   Telnyx may deliver frames out of order: by their `chunk` they are put back, and one that comes later than 100 ms is told
 *   and left out.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: how the call is coded, and up to five frames that wait for an earlier one.
 *
 * @param config how the call is coded, where it does not say
 *
 * @example
 * ```ts
 * import { from } from 'rxjs';
 * import { telnyxInput, type TelnyxMessage } from '@rx-realtime/audio/phone';
 *
 * const messages: readonly TelnyxMessage[] = [
 *   { event: 'start', start: { call_control_id: 'v2:T02', media_format: { encoding: 'PCMA', sample_rate: 8_000 } } },
 *   { event: 'media', media: { track: 'inbound', payload: '1dU=' } },
 * ];
 * from(messages)
 *   .pipe(telnyxInput())
 *   .subscribe(({ pcm, sampleRateHz }) => console.log(pcm.length, sampleRateHz)); // prints: 2 8000
 * ```
 *
 * @see {@link telnyxPlayer} for the other direction
 */
export function telnyxInput(config: TelnyxInputConfig = {}): OperatorFunction<TelnyxMessage, Pcm16> {
  const { format = muLaw, malformedObserver } = config;
  const late = (): AudioError =>
    new AudioError({ code: 'malformed_audio', expected: 'sound in time', where: 'telnyxInput' });
  const input = callInput({
    where: 'telnyxInput',
    format,
    formatOf: telnyxFormatOf,
    soundOf: (message: TelnyxMessage) =>
      message.event === 'media' && (message.media.track ?? 'inbound') === 'inbound'
        ? message.media.payload
        : undefined,
    malformedObserver,
  });
  return (source) =>
    source.pipe(
      inOrder({
        numberOf: chunkOf,
        maxHeld: maxLateFrames,
        lateObserver: { next: () => malformedObserver?.next(late()) },
      }),
      input,
    );
}
