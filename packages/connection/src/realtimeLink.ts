import type { ClientEvent, InputAudioBufferAppend, ServerEvent } from '@rx-realtime/codecs';
import { connectionOf } from './internal/connectionOf.ts';
import { lasting } from './internal/outgoing/sound.ts';
import type { RealtimeSocketConfig } from './connectionConfig.ts';
import type { SocketMachine } from './socketMachine.ts';

/** One connection after the other as a value, for who owns several or keeps what is said over them. */
export interface RealtimeLink extends SocketMachine<ServerEvent, ClientEvent> {
  /** Takes back what waits to be sent, in order; nobody hears of it. */
  takeBack(): readonly ClientEvent[];
}

/**
 * What is behind a `realtimeSocket`, without the socket, and without its judgement of what belongs to which session: every
 * event is sent, in the session that there is.
 *
 * @param config as that of a socket
 * @param nextGeneration numbers the connections, where several links share one count
 */
export function realtimeLink(config: RealtimeSocketConfig, nextGeneration?: () => number): RealtimeLink {
  const connection = connectionOf(config, { bondOf: () => unbound }, nextGeneration);
  return Object.assign(connection, { takeBack: () => connection.outbox.takeBack() });
}

/** Events that mean something in any session: somebody else sees to it that the session knows what they name. */
const unbound = { isBound: false, ids: [] };

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
