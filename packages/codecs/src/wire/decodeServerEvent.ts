import type { either as E } from 'fp-ts';
import type { DecodeFailure } from '../describe/failure.ts';
import type { DecodeConfig } from './eventReader.ts';
import { eventReader } from './eventReader.ts';
import { isPlainEvent } from '../fast/isPlainEvent.ts';
import { orUnknownEvent } from './orUnknownEvent.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';
import { serverEventCodecs } from '../events/serverEventCodecs.ts';

const read = /*#__PURE__*/ eventReader(serverEventCodecs, { isPlain: isPlainEvent, salvages: true });

/**
 * Reads a frame as it came from the wire.
 *
 * Text in, event out; nothing is thrown, nothing is dropped.
 *
 * Tolerant: unknown fields are kept, optional fields may be null, enumerations may have new values, an index that
 * is left out is 0. An event of an unknown type, or of a known type that does not decode, is a `Right` of
 * `UnknownServerEvent`. A `Left` is what is not an event at all: not JSON, not an object with a `type`, longer than
 * 24 MiB or of more than 50,000 values, nested deeper than 64, or with a key named `__proto__`.
 *
 * @param frame text, or the UTF-8 bytes of text
 * @example
 * import { decodeFrame } from '@rx-realtime/codecs';
 *
 * const result = decodeFrame('{"type":"input_audio_buffer.cleared","event_id":"event_1"}');
 * console.log(result._tag === 'Right' && result.right.type); // prints: input_audio_buffer.cleared
 */
export function decodeFrame(
  frame: string | Uint8Array,
  config?: DecodeConfig,
): E.Either<DecodeFailure, ServerEvent> {
  return orUnknownEvent(read.frame(frame, config), config);
}

/**
 * Reads a server event that is already parsed: a recording, a message between workers.
 *
 * As `decodeFrame`, from a value. The value itself comes out when it is an event; a copy only when something that
 * a compatible server left out had to be filled in.
 *
 * @example
 * import { decodeServerEvent } from '@rx-realtime/codecs';
 *
 * const result = decodeServerEvent({ type: 'response.new_thing', event_id: 'event_1' });
 * console.log(result._tag === 'Right' && result.right.type); // prints: unknown
 */
export function decodeServerEvent(u: unknown, config?: DecodeConfig): E.Either<DecodeFailure, ServerEvent> {
  return orUnknownEvent(read.value(u, config), config);
}
