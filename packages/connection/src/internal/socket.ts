import type { UnknownServerEvent } from '@rx-realtime/codecs';
import type { Observable, Operator, Subscription } from 'rxjs';
import { WebSocketSubject } from 'rxjs/webSocket';
import type { AudioGap, Stall, Undelivered, WireFrame } from '../realtimeSocketStreams.ts';
import type { CloseOutcome, RealtimeStatus } from '../realtimeStatus.ts';
import type { RealtimeSocketStreams } from '../typedSocket.ts';
import type { Connection } from './connection.ts';
import type { AnyClientEvent, AnyServerEvent } from './protocol.ts';

type AnyEvent = AnyServerEvent | AnyClientEvent;

/** The one class behind every kind of socket; the functions that make one give it its types. */
export class Socket extends WebSocketSubject<AnyEvent> implements RealtimeSocketStreams<AnyEvent, AnyEvent> {
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
      next: (event) => connection.accept(event as AnyClientEvent),
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

  asWebSocketSubject(): WebSocketSubject<AnyEvent> {
    return this;
  }

  /**
   * A piped socket is a plain Observable, whatever RxJS declares: its own would be a subject whose `next` leads nowhere.
   */
  override lift<R>(operator: Operator<AnyEvent, R>): WebSocketSubject<R> {
    return this.#connection.events$.lift(operator) as WebSocketSubject<R>;
  }

  override unsubscribe(): void {
    this.#connection.stop();
    super.unsubscribe();
  }
}
