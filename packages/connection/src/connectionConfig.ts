import type { SessionSettings } from '@rx-realtime/codecs';
import type { SchedulerLike } from 'rxjs';
import type { Credential } from './credential.ts';
import type { Dialect } from './dialect.ts';
import type { EndpointConfig } from './endpoint.ts';
import type { RealtimeWebSocketConstructor } from './realtimeWebSocket.ts';

/** When a server that does not answer pings is given up. */
export interface HeartbeatConfig {
  /** Between pings. @defaultValue 10,000 ms */
  readonly intervalMs?: number;
  /** How long nothing at all may arrive while a pong is awaited. @defaultValue 5,000 ms */
  readonly deadlineMs?: number;
  /** How long a pong may take while other bytes keep arriving. @defaultValue 30,000 ms */
  readonly maxUnansweredMs?: number;
}

/** How a socket connects, and what it is willing to hold. */
export interface ConnectionConfig extends EndpointConfig {
  /**
   * API key (Node) or client secret (`ek_…`, anywhere).
   * @defaultValue the environment's `OPENAI_API_KEY` for OpenAI's own host, nothing for any other
   */
  readonly apiKey?: Credential;
  /** How long the credential may take, and after it the time from the request to the HTTP 101. @defaultValue 10,000 ms */
  readonly handshakeTimeoutMs?: number;
  /** From the open socket to `session.created`, and from the first `session.update` to its answer. @defaultValue 10,000 ms */
  readonly readyTimeoutMs?: number;
  /** How long a close may take before the socket is destroyed. @defaultValue 900 ms */
  readonly closeTimeoutMs?: number;
  /** Pings, where the platform has them; `false` for none. */
  readonly heartbeat?: HeartbeatConfig | false;
  /**
   * Control events that may wait, here and in the platform's socket, in characters of JSON; more are refused. The largest
   * event that the service takes is 15 MiB.
   * @defaultValue 16,777,216 (16 MiB)
   */
  readonly maxControlBytes?: number;
  /** Input audio that may wait; the oldest is dropped first. @defaultValue 2,000 ms */
  readonly maxAudioMs?: number;
  /** Input audio that waited longer is dropped. `Infinity` for an upload that is not live. @defaultValue 1,000 ms */
  readonly maxAudioAgeMs?: number;
  /** Nothing is sent while more than this waits in the platform's socket. @defaultValue 65,536 bytes */
  readonly highWaterBytes?: number;
  /** No audio is sent while a ping takes longer: it would arrive late. @defaultValue 400 ms */
  readonly maxRoundTripMs?: number;
  /** How long `pause()` may hold the network back. @defaultValue 30,000 ms */
  readonly maxPauseMs?: number;
  /** The largest frame that is accepted. @defaultValue 33,554,432 (32 MiB) */
  readonly maxPayloadBytes?: number;
  /** @defaultValue `ws` in Node, `globalThis.WebSocket` in browsers */
  readonly WebSocketCtor?: RealtimeWebSocketConstructor;
  /** The clock of all timeouts. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** What is known of a connection before it is made. */
export interface ConnectionInfo {
  /** 1 for the first connection of the socket. */
  readonly generation: number;
}

/** How a {@link RealtimeSocket} connects, what it sends first, and what it is willing to hold. */
export interface RealtimeSocketConfig extends Omit<ConnectionConfig, 'translation'> {
  /** How the server differs from OpenAI's. */
  readonly dialect?: Dialect;
  /** Sent as `session.update` before anything else of each new session; a function is asked for each connection anew. */
  readonly session?: SessionSettings | ((connection: ConnectionInfo) => SessionSettings | undefined);
}
