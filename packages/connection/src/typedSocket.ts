import type { UnknownServerEvent } from '@rx-realtime/codecs';
import type { Observable, Subscription } from 'rxjs';
import type { WebSocketSubject } from 'rxjs/webSocket';
import type { AudioGap, Stall, Undelivered, WireFrame } from './realtimeSocketStreams.ts';
import type { CloseOutcome, RealtimeStatus } from './realtimeStatus.ts';

/** What a Realtime socket has beside the `WebSocketSubject` that it is. */
export interface RealtimeSocketStreams<In, Out> {
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
  asWebSocketSubject(): WebSocketSubject<In | Out>;
}

/**
 * A `WebSocketSubject` that emits one kind of events and takes another.
 *
 * RxJS types both directions alike; here, sending what only a server says does not compile.
 */
export type TypedSocket<In, Out> = Omit<WebSocketSubject<In>, 'next' | 'lift'> &
  Pick<Observable<In>, 'lift'> &
  RealtimeSocketStreams<In, Out> & {
    /** Sends an event as soon as the session is ready and the lanes let it pass. */
    next(event: Out): void;
  };
