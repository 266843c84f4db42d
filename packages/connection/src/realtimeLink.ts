import { sessionUpdate, withIds } from '@rx-realtime/codecs';
import type { ClientEvent, InputAudioBufferAppend, ServerEvent } from '@rx-realtime/codecs';
import { Connection } from './internal/Connection.ts';
import { connectionSettings } from './internal/connectionSettings.ts';
import { realtimeProtocol } from './internal/realtimeProtocol.ts';
import { Socket } from './internal/Socket.ts';
import { lasting } from './internal/sound.ts';
import type { RealtimeSocketConfig } from './connectionConfig.ts';
import type { TypedSocket } from './typedSocket.ts';
import type { SocketMachine } from './socketMachine.ts';

/**
 * A `WebSocketSubject` that takes {@link ClientEvent}s and emits {@link ServerEvent}s.
 *
 * @see `realtimeSocket`
 */
export interface RealtimeSocket extends TypedSocket<ServerEvent, ClientEvent> {}

/** One connection after the other as a value, for who owns several or keeps what is said over them. */
export interface RealtimeLink extends SocketMachine<ServerEvent, ClientEvent> {
  /** Takes back what waits to be sent, in order; nothing is told of it. */
  takeBack(): readonly ClientEvent[];
}

/**
 * What is behind a `realtimeSocket`, without the socket.
 *
 * @param config as that of a socket
 */
export function realtimeLink(config: RealtimeSocketConfig): RealtimeLink {
  const { session, dialect } = config;
  const settings = typeof session === 'function' ? session : () => session;
  const first = session && ((generation: number) => withIds(sessionUpdate(settings({ generation }) ?? {})));
  const connection = new Connection(connectionSettings(config, realtimeProtocol(dialect), first));
  return Object.assign(connection, { takeBack: () => connection.outbox.takeBack() });
}

/**
 * Makes the socket of a machine of your own: a `WebSocketSubject` like every other.
 *
 * @param machine what moves the events
 */
export function socketOf(machine: SocketMachine<ServerEvent, ClientEvent>): RealtimeSocket {
  return new Socket(machine);
}

/**
 * Sound that goes in the order of the control events, within `maxControlBytes`, and never grows old: what is owed to a
 * service, not what is live.
 *
 * @param append the sound
 */
export function lastingSound(append: InputAudioBufferAppend): InputAudioBufferAppend {
  const marked: InputAudioBufferAppend & { readonly [lasting]: true } = { ...append, [lasting]: true };
  return marked;
}
