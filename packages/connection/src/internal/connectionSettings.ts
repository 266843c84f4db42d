import { asyncScheduler } from 'rxjs';
import { carrier, environmentKey, PlatformWebSocket } from '#webSocket';
import type { ConnectionConfig } from '../connectionConfig.ts';
import type { ConnectionSettings } from './Connection.ts';
import type { AnyClientEvent, AnyServerEvent, Protocol } from './Protocol.ts';

/** The API's own host, to which alone the environment's key may go by itself. */
const isOpenAi = ({ url, azure }: ConnectionConfig): boolean =>
  azure === undefined &&
  (url === undefined || (URL.canParse(url) && new URL(url).hostname === 'api.openai.com'));

/** Fills in what a configuration leaves out; the initial event and the protocol are those of the kind of session. */
export function connectionSettings<In extends AnyServerEvent, Out extends AnyClientEvent>(
  config: ConnectionConfig,
  protocol: Protocol<In, Out>,
  sessionUpdate: (Out & { readonly event_id: string }) | undefined,
): ConnectionSettings<In, Out> {
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
    heartbeat:
      heartbeat === false
        ? undefined
        : { intervalMs: 10_000, deadlineMs: 5_000, maxUnansweredMs: 30_000, ...heartbeat },
    lanes: {
      maxControlBytes: config.maxControlBytes ?? 16 * 1024 * 1024,
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
