import { decodeFrame, decodeServerEvent, unreadableEvent } from '@rx-realtime/codecs';
import type { DecodeFailure, ServerEvent } from '@rx-realtime/codecs';
import type { either as E } from 'fp-ts';
import { map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/**
 * Lifts any raw source into decoded server events: text frames, bytes, or values that are parsed already.
 *
 * For what does not come through a socket of this toolkit: a WebRTC data channel, a relay, a recording.
 *
 * ```
 * source:               --'{…}'--bytes--{…}--'{'--|
 * decodeEvents():       --e------e------e----u----|      u = { type: 'unknown', failure }
 * ```
 *
 * - **Value**: decoded. What cannot be decoded is emitted as an `unknown` event with its `failure`; nothing is dropped.
 * - **Completion**: passed on.
 * - **Error**: passed on, and what a decoder of your own throws.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * @param decode the decoder, by default that of conversation sessions
 *
 * @example
 * import { decodeEvents } from '@rx-realtime/events';
 * import { of } from 'rxjs';
 *
 * of('{"type":"input_audio_buffer.cleared","event_id":"event_1"}', '{')
 *   .pipe(decodeEvents())
 *   .subscribe(({ type }) => console.log(type));
 * // prints: input_audio_buffer.cleared
 * // prints: unknown
 */
export function decodeEvents(
  decode: (raw: unknown) => E.Either<DecodeFailure, ServerEvent> = decodeAny,
): OperatorFunction<unknown, ServerEvent> {
  return map((raw) => {
    const decoded = decode(raw);
    return decoded._tag === 'Right' ? decoded.right : unreadableEvent(raw, decoded.left);
  });
}

const decodeAny = (raw: unknown): E.Either<DecodeFailure, ServerEvent> => {
  if (typeof raw === 'string' || raw instanceof Uint8Array) return decodeFrame(raw);
  return raw instanceof ArrayBuffer ? decodeFrame(new Uint8Array(raw)) : decodeServerEvent(raw);
};
