import { either as E } from 'fp-ts';
import { encodeFailure } from '../describe/failure.ts';
import type { EncodeFailure } from '../describe/failure.ts';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { encodeClientEvent } from './encodeClientEvent.ts';

/**
 * Writes a client event for a server with a dialect.
 *
 * The event is checked as for OpenAI's servers, so that a mistake shows on any of them.
 *
 * @param event as OpenAI's servers take it
 * @param lower makes it what this server takes; undefined when it has nothing like it, which is `not_supported`
 * @example
 * import { lowerEvent, responseCancel } from '@rx-realtime/codecs';
 *
 * const frame = lowerEvent(responseCancel(), ({ type }) => ({ type, reason: 'user' }));
 * console.log(frame); // prints: { _tag: 'Right', right: '{"type":"response.cancel","reason":"user"}' }
 */
export function lowerEvent(
  event: ClientEvent,
  lower: (event: ClientEvent) => unknown,
): E.Either<EncodeFailure, string> {
  const encoded = encodeClientEvent(event);
  if (E.isLeft(encoded)) return encoded;
  const lowered = lower(event);
  if (lowered === event) return encoded;
  return lowered === undefined
    ? E.left(encodeFailure('not_supported', `this server has nothing like ${event.type}`))
    : E.right(JSON.stringify(lowered));
}
