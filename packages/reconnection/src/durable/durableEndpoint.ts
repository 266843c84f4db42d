import type { ConnectionInfo, EndpointConfig, RealtimeSocketConfig } from '@rx-realtime/connection';

/** A server that a conversation can be held with: where it is, the key to it, and how it differs from OpenAI's. */
export interface DurableEndpoint
  extends Omit<EndpointConfig, 'translation'>, Pick<RealtimeSocketConfig, 'apiKey' | 'dialect'> {
  /** @defaultValue that of the socket */
  readonly WebSocketCtor?: RealtimeSocketConfig['WebSocketCtor'];
}

/** An endpoint as it may be shown: without what could be secret. */
export interface DurableEndpointInfo extends Omit<DurableEndpoint, 'apiKey' | 'headers'> {}

/** What is known of a connection of a `DurableSocket` before it is made. */
export interface DurableConnectionInfo extends ConnectionInfo {
  /** Where it leads. */
  readonly endpoint: DurableEndpointInfo;
}
