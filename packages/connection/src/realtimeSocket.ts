import {
  sessionUpdate,
  type ClientEvent,
  type ServerEvent,
  type UnknownServerEvent,
} from '@rx-realtime/codecs';
import { asyncScheduler, Observable, type Operator, type Subscription } from 'rxjs';
import { WebSocketSubject } from 'rxjs/webSocket';
import { carrier, environmentKey, PlatformWebSocket } from '#webSocket';
import { Connection, type ConnectionConfig } from './internal/connection.ts';
import type { RealtimeSocketConfig } from './realtimeSocketConfig.ts';
import type { AudioGap, Stall, Undelivered, WireFrame } from './realtimeSocketStreams.ts';
import type { CloseOutcome, RealtimeStatus } from './realtimeStatus.ts';

/** What a Realtime socket has beside the `WebSocketSubject` that it is. */
export interface RealtimeSocketStreams {
  /** The state of the connection; emits the current one at once. */
  readonly status$: Observable<RealtimeStatus>;
  /** How each socket ended, once per socket. */
  readonly closed$: Observable<CloseOutcome>;
  /** Events of an unknown type, or of a known one that does not decode; they are in the main stream too. */
  readonly drift$: Observable<UnknownServerEvent>;
  /** Input audio that was dropped, in milliseconds. */
  readonly audioGap$: Observable<AudioGap>;
  /** Events that were given to `next` and will not be sent. */
  readonly undelivered$: Observable<Undelivered>;
  /** Times at which this process did not run; told by the heartbeat. */
  readonly stall$: Observable<Stall>;
  /** Every frame in both directions; costs nothing while nobody subscribes. */
  readonly wire$: Observable<WireFrame>;
  /** Holds the connection open until the returned subscription ends, whoever else comes and goes. */
  connect(): Subscription;
  /**
   * Stops reading from the network until the returned subscription ends, for consumers that cannot keep up. Heartbeats
   * pause with it; after `maxPauseMs` the connection fails. Browsers cannot pause a WebSocket: there it does nothing.
   */
  pause(): Subscription;
  /** The same object with the type that RxJS knows, for code that asks for a `WebSocketSubject` by name. */
  asWebSocketSubject(): WebSocketSubject<ServerEvent | ClientEvent>;
}

/**
 * A `WebSocketSubject` that takes {@link ClientEvent}s and emits {@link ServerEvent}s.
 *
 * @see {@link realtimeSocket}
 */
export type RealtimeSocket = Omit<WebSocketSubject<ServerEvent>, 'next' | 'lift'> &
  Pick<Observable<ServerEvent>, 'lift'> &
  RealtimeSocketStreams & {
    /** Sends an event as soon as the session is ready and the lanes let it pass. */
    next(event: ClientEvent): void;
  };

class Socket extends WebSocketSubject<ServerEvent | ClientEvent> implements RealtimeSocketStreams {
  readonly status$: Observable<RealtimeStatus>;
  readonly closed$: Observable<CloseOutcome>;
  readonly drift$: Observable<UnknownServerEvent>;
  readonly audioGap$: Observable<AudioGap>;
  readonly undelivered$: Observable<Undelivered>;
  readonly stall$: Observable<Stall>;
  readonly wire$: Observable<WireFrame>;
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super(connection.events$, {
      next: (event) => connection.accept(event as ClientEvent),
      error: (error: { code?: number; reason?: string } | undefined) =>
        connection.stop(error?.code, error?.reason),
      complete: () => connection.stop(),
    });
    this.#connection = connection;
    this.status$ = connection.status$.asObservable();
    this.closed$ = connection.closed$.asObservable();
    this.drift$ = connection.drift$.asObservable();
    this.audioGap$ = connection.outbox.audioGap$.asObservable();
    this.undelivered$ = connection.outbox.undelivered$.asObservable();
    this.stall$ = connection.stall$.asObservable();
    this.wire$ = connection.wire$.asObservable();
  }

  connect(): Subscription {
    // Errors are for those who asked for the events; here they are told by status$.
    return this.subscribe({ error: () => undefined });
  }

  pause(): Subscription {
    return this.#connection.pause();
  }

  asWebSocketSubject(): WebSocketSubject<ServerEvent | ClientEvent> {
    return this;
  }

  /**
   * A piped socket is a plain Observable, whatever RxJS declares: its own would be a subject whose `next` leads nowhere.
   */
  override lift<R>(operator: Operator<ServerEvent | ClientEvent, R>): WebSocketSubject<R> {
    return this.#connection.events$.lift(operator) as WebSocketSubject<R>;
  }

  override unsubscribe(): void {
    this.#connection.stop();
    super.unsubscribe();
  }
}

/**
 * Opens the Realtime API as a `WebSocketSubject`.
 *
 * Subscribing opens one WebSocket, shared by all subscribers; the last one to leave closes it. `next` takes client
 * events, also before the connection is there: they wait in bounded lanes until the server has said `session.created`.
 *
 * ```
 * next:      --a--b-------------c-----|
 * socket:    ^--S--a'--b'--a''-----c'--|     S = session.created, which lets a and b go
 * ```
 *
 * - **Value**: every frame of the server, decoded once. What does not decode is emitted as `unknown` and on `drift$`;
 *   it never ends the stream.
 * - **Completion**: a close of our own, or the server's 1000.
 * - **Error**: every other end, as one {@link RealtimeError} with its reason, code and whether a retry helps.
 * - **Unsubscription**: the last one closes with 1000 and destroys the socket after `closeTimeoutMs` at the latest.
 * - **Re-subscription**: opens a new socket (and session) with the next generation number, after the one before has ended.
 * - **`complete()`** closes the connection, as on every `WebSocketSubject`: subscribe a source that ends with
 *   `source$.subscribe((event) => socket.next(event))`.
 * - **Memory**: the lanes, within `maxControlBytes` and `maxAudioMs`.
 *
 * @param config where to connect and with what; with `OPENAI_API_KEY` set, `{ model: 'gpt-realtime' }` is enough
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', WebSocketCtor: createSimulator().WebSocket });
 * const first = await firstValueFrom(socket);
 * console.log(first.type); // prints: session.created
 *
 * @see https://platform.openai.com/docs/guides/realtime-websocket
 */
export function realtimeSocket(config: RealtimeSocketConfig = {}): RealtimeSocket {
  return new Socket(new Connection(resolve(config))) as RealtimeSocket;
}

/** The API's own host, to which alone the environment's key may go by itself. */
const isOpenAi = ({ url, azure }: RealtimeSocketConfig): boolean =>
  azure === undefined && (url === undefined || new URL(url).hostname === 'api.openai.com');

function resolve(config: RealtimeSocketConfig): ConnectionConfig {
  const { heartbeat = {}, session } = config;
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
    sessionUpdate: session && sessionUpdate(session),
    maxPauseMs: config.maxPauseMs ?? 30_000,
    scheduler: config.scheduler ?? asyncScheduler,
  };
}
