import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import { encodeFailure } from '../describe/failure.ts';
import type { EncodeFailure } from '../describe/failure.ts';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { beyond } from './beyond.ts';
import type { Capabilities } from '../correlation/capabilities.ts';
import { encodeClientEvent } from './encodeClientEvent.ts';

/** What a server takes, and what it can do. */
export interface LowerEventConfig {
  /** Makes an event what the server takes; undefined when it has nothing like it, which is `not_supported`. */
  readonly lower?: (event: ClientEvent) => unknown;
  /** What is beyond them is `not_supported`. @defaultValue all of them */
  readonly capabilities?: Capabilities;
}

/**
 * Writes a client event for a server with a dialect.
 *
 * The event is checked as for OpenAI's servers, so that a mistake shows on any of them.
 *
 * @param event as OpenAI's servers take it
 * @param config how the server takes it, a `Dialect`
 * @example
 * import { lowerEvent, responseCancel } from '@rx-realtime/codecs';
 *
 * const frame = lowerEvent(responseCancel(), { lower: ({ type }) => ({ type, reason: 'user' }) });
 * console.log(frame); // prints: { _tag: 'Right', right: '{"type":"response.cancel","reason":"user"}' }
 */
export function lowerEvent(
  event: ClientEvent,
  { lower, capabilities }: LowerEventConfig,
): E.Either<EncodeFailure, string> {
  const encoded = encodeClientEvent(event);
  if (encoded._tag === 'Left') return encoded;
  const wish = capabilities && beyond(capabilities, event);
  if (wish !== undefined) return either.left(encodeFailure('not_supported', `this server does not ${wish}`));
  const lowered = lower ? lower(event) : event;
  if (lowered === event) return encoded;
  return lowered === undefined
    ? either.left(encodeFailure('not_supported', `this server has nothing like ${event.type}`))
    : either.right(JSON.stringify(lowered));
}
