import {
  decodeFrame,
  decodeServerEvent,
  encodeClientEvent,
  liftFrame,
  lowerEvent,
  withIds,
} from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { realtimeCorrelation } from '@rx-realtime/codecs/correlation';
import type { Dialect } from '../dialect.ts';
import type { Protocol } from '../protocol.ts';
import { bytesPerMs, soundOf } from './sound.ts';

const isFrame = (part: unknown): part is string | Uint8Array =>
  typeof part === 'string' || part instanceof Uint8Array;

/** OpenAI's own protocol, as a server with a dialect speaks it. */
export const realtimeProtocol = ({
  ready,
  lift,
  lower,
  correlation = realtimeCorrelation,
}: Dialect = {}): Protocol<ServerEvent, ClientEvent> => ({
  ...(lift && { lift: (frame) => liftFrame(frame, lift) }),
  decode: (part, config) => (isFrame(part) ? decodeFrame(part, config) : decodeServerEvent(part, config)),
  encode: (event) => (lower ? lowerEvent(event, lower) : encodeClientEvent(event)),
  identify: (event) => (soundOf(event) === undefined ? withIds(event) : event),
  correlation,
  isReady: ready ?? (({ type }) => type === 'session.created'),
  soundOf,
  bytesPerMs,
});
