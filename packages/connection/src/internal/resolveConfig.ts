import { asyncScheduler } from 'rxjs';
import { carrier, environmentKey, PlatformWebSocket } from '#webSocket';
import type { ConnectConfig } from '../realtimeSocketConfig.ts';
import type { ConnectionConfig } from './connection.ts';
import type { InitialUpdate } from './initialSession.ts';
import type { Protocol } from './protocol.ts';

/** The API's own host, to which alone the environment's key may go by itself. */
const isOpenAi = ({ url, azure }: ConnectConfig): boolean =>
  azure === undefined && (url === undefined || new URL(url).hostname === 'api.openai.com');

/** Fills in what a configuration leaves out; the initial event and the protocol are those of the kind of session. */
export function resolveConfig(
  config: ConnectConfig,
  protocol: Protocol,
  sessionUpdate: InitialUpdate | undefined,
): ConnectionConfig {
  const { heartbeat = {} } = config;
  return {
    endpoint: config,
    credential: config.apiKey ?? (isOpenAi(config) ? environmentKey() : undefined),
    carrier,
    WebSocketCtor: config.WebSocketCtor ?? PlatformWebSocket,
    handshakeTimeoutMs: config.handshakeTimeoutMs ?? 10_000,
    readyTimeoutMs: config.readyTimeoutMs ?? 10_000,
    closeTimeoutMs: config.closeTimeoutMs ?? 900,
    maxPayloadBytes: config.maxPayloadBytes ?? 32 * 1024 * 1024,
    heartbeat: heartbeat === false ? undefined : { intervalMs: 10_000, deadlineMs: 5_000, ...heartbeat },
    lanes: {
      maxControlBytes: config.maxControlBytes ?? 1024 * 1024,
      maxAudioMs: config.maxAudioMs ?? 2_000,
      maxAudioAgeMs: config.maxAudioAgeMs ?? 1_000,
    },
    highWaterBytes: config.highWaterBytes ?? 64 * 1024,
    maxRoundTripMs: config.maxRoundTripMs ?? 400,
    protocol,
    sessionUpdate,
    maxPauseMs: config.maxPauseMs ?? 30_000,
    scheduler: config.scheduler ?? asyncScheduler,
  };
}
