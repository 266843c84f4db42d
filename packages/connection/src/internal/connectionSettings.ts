import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import { asyncScheduler } from 'rxjs';
import { carrier, environmentKey, PlatformWebSocket } from '#webSocket';
import type { ConnectionConfig } from '../connectionConfig.ts';
import type { Dialect } from '../dialect.ts';
import type { Route } from '../endpoint.ts';
import type { ConnectionSettings } from './Connection.ts';
import type { TypedEvent } from '@rx-realtime/codecs';
import type { FirstEvent, Protocol } from '../protocol.ts';

/** The API's own host, to which alone the environment's key may go by itself. */
const isOpenAi = ({ url, azure }: ConnectionConfig, route: Route | undefined): boolean =>
  azure === undefined &&
  route === undefined &&
  (url === undefined || (URL.canParse(url) && new URL(url).hostname === 'api.openai.com'));

/** Fills in what a configuration leaves out; the initial event and the protocol are those of the kind of session. */
export function connectionSettings<In extends TypedEvent, Out extends IdentifiedEvent>(
  config: ConnectionConfig & { readonly dialect?: Dialect },
  protocol: Protocol<In, Out>,
  firstEvent: ((generation: number) => FirstEvent<Out> | undefined) | undefined,
): ConnectionSettings<In, Out> {
  const { heartbeat = {} } = config;
  const route = config.dialect?.route?.(config);
  return {
    endpoint: config,
    route,
    credential: config.apiKey ?? (isOpenAi(config, route) ? environmentKey() : undefined),
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
    firstEvent,
    maxPauseMs: config.maxPauseMs ?? 30_000,
    scheduler: config.scheduler ?? asyncScheduler,
  };
}
