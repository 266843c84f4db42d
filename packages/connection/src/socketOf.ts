import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { Socket } from './internal/Socket.ts';
import type { SocketMachine } from './socketMachine.ts';
import type { TypedSocket } from './typedSocket.ts';

/**
 * A `WebSocketSubject` that takes {@link ClientEvent}s and emits {@link ServerEvent}s.
 *
 * @see `realtimeSocket`
 */
export interface RealtimeSocket extends TypedSocket<ServerEvent, ClientEvent> {}

/**
 * Makes the socket of a machine of your own: a `WebSocketSubject` like every other.
 *
 * @param machine what moves the events
 */
export function socketOf(machine: SocketMachine<ServerEvent, ClientEvent>): RealtimeSocket {
  return new Socket(machine);
}
