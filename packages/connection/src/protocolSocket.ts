import type { TypedEvent } from '@rx-realtime/codecs';
import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import { Connection } from './internal/Connection.ts';
import { connectionSettings } from './internal/connectionSettings.ts';
import { Socket } from './internal/Socket.ts';
import type { ConnectionConfig } from './connectionConfig.ts';
import type { FirstEvent, Protocol } from './protocol.ts';
import type { TypedSocket } from './typedSocket.ts';

/** As {@link ConnectionConfig}, for a protocol of its own. */
export interface ProtocolSocketConfig<Out extends IdentifiedEvent> extends ConnectionConfig {
  /** The first event of each session. */
  readonly firstEvent?: (generation: number) => FirstEvent<Out>;
}

/**
 * Opens a session of any protocol of typed events: the connection of `realtimeSocket`, its lanes, heartbeat and outcomes,
 * with other events.
 *
 * ```
 * next:      --a--b------c-----|
 * socket:    ^--S--a'--b'---c'--|     S = what the protocol calls ready, which lets a and b go
 * ```
 *
 * - **Value, completion, error, unsubscription, re-subscription, memory**: as `realtimeSocket`.
 *
 * @param protocol how events are read, written and answered
 * @param config where to connect
 */
export function protocolSocket<In extends TypedEvent, Out extends IdentifiedEvent>(
  protocol: Protocol<In, Out>,
  config: ProtocolSocketConfig<Out>,
): TypedSocket<In, Out> {
  return new Socket(new Connection(connectionSettings(config, protocol, config.firstEvent)));
}
