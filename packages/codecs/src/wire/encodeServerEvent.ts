import type { either as E } from 'fp-ts';
import type { EncodeFailure } from '../describe/failure.ts';
import { eventWriter, stringify } from './eventWriter.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';
import { serverEventCodecs } from '../events/serverEventCodecs.ts';

const write = /*#__PURE__*/ eventWriter(serverEventCodecs);

/**
 * Writes a server event as the text of a frame. For servers, relays and recordings.
 *
 * An `UnknownServerEvent` is written as it was received. What a socket tells itself (`connection.lost`,
 * `connection.restored`) is no event of a server: `Left` with `unknown_type`.
 *
 * @example
 * import { encodeServerEvent } from '@rx-realtime/codecs';
 *
 * const result = encodeServerEvent({ type: 'input_audio_buffer.cleared', event_id: 'event_1' });
 * console.log(result._tag === 'Right' && result.right); // prints: {"type":"input_audio_buffer.cleared","event_id":"event_1"}
 */
export function encodeServerEvent(event: ServerEvent): E.Either<EncodeFailure, string> {
  return event.type === 'unknown' ? stringify(event.payload) : write(event);
}
