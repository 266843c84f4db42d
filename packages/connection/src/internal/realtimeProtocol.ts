import { decodeFrame, decodeServerEvent, liftFrame, lowerEvent, withIds } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { correlationWithin } from '@rx-realtime/codecs/correlation';
import type { Dialect } from '../dialect.ts';
import type { Protocol } from '../protocol.ts';
import { wireTypeOf } from './Inbox.ts';
import { bytesPerMs, soundOf } from './outgoing/sound.ts';

const isFrame = (part: unknown): part is string | Uint8Array =>
  typeof part === 'string' || part instanceof Uint8Array;

/** OpenAI's own protocol, as a server with a dialect speaks it. */
export const realtimeProtocol = (dialect: Dialect = {}): Protocol<ServerEvent, ClientEvent> => {
  const { ready, lift, capabilities, correlation = correlationWithin(capabilities) } = dialect;
  return {
    ...(lift && { lift: (frame, connection) => liftFrame(frame, (event) => lift(event, connection)) }),
    decode: (part, config) => (isFrame(part) ? decodeFrame(part, config) : decodeServerEvent(part, config)),
    encode: (event) => lowerEvent(event, dialect),
    identify: withIds,
    correlation,
    // Also one that cannot be read otherwise.
    isReady: ready ?? ((event) => wireTypeOf(event) === 'session.created'),
    soundOf,
    bytesPerMs,
  };
};
