import type { either as E } from 'fp-ts';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { clientEventCodecs } from '../events/clientEventCodecs.ts';
import type { DecodeFailure } from '../describe/failure.ts';
import { eventReader, orFailure } from './eventReader.ts';
import type { DecodeConfig } from './eventReader.ts';

const read = /*#__PURE__*/ eventReader(clientEventCodecs);

/**
 * Reads a client event that is already parsed. For servers, relays and tests.
 *
 * Unlike server events, an unknown type is a `Left`: a server answers it with an `error`.
 *
 * @example
 * import { decodeClientEvent } from '@rx-realtime/codecs';
 *
 * const result = decodeClientEvent({ type: 'conversation.item.delete' });
 * console.log(result._tag === 'Left' && result.left.problems[0]?.path); // prints: item_id
 */
export function decodeClientEvent(u: unknown, config?: DecodeConfig): E.Either<DecodeFailure, ClientEvent> {
  return orFailure(read.value(u, config));
}

/**
 * Reads a client event as it came from the wire.
 *
 * @param frame text, or the UTF-8 bytes of text
 */
export function decodeClientFrame(
  frame: string | Uint8Array,
  config?: DecodeConfig,
): E.Either<DecodeFailure, ClientEvent> {
  return orFailure(read.frame(frame, config));
}
