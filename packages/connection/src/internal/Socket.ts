import type { UnknownServerEvent } from '@rx-realtime/codecs';
import type { Observable, Operator, Subscription } from 'rxjs';
import { WebSocketSubject } from 'rxjs/webSocket';
import type {
  AudioGap,
  RealtimeSocketStreams,
  Stall,
  Undelivered,
  WireFrame,
} from '../realtimeSocketStreams.ts';
import type { CloseOutcome, RealtimeStatus } from '../realtimeStatus.ts';
import type { TypedSocket } from '../typedSocket.ts';
import type { Connection } from './Connection.ts';
import type { AnyClientEvent, AnyServerEvent } from './Protocol.ts';

/** The class behind every kind of socket, as RxJS types it: what goes in and what comes out are one type. */
class AnySocket<In extends AnyServerEvent, Out extends AnyClientEvent>
  extends WebSocketSubject<In | Out>
  implements RealtimeSocketStreams<In, Out>
{
  readonly status$: Observable<RealtimeStatus>;
  readonly closed$: Observable<CloseOutcome>;
  readonly drift$: Observable<UnknownServerEvent>;
  readonly audioGap$: Observable<AudioGap>;
  readonly undelivered$: Observable<Undelivered>;
  readonly stall$: Observable<Stall>;
  readonly wire$: Observable<WireFrame>;
  readonly #connection: Connection<In, Out>;

  constructor(connection: Connection<In, Out>) {
    super(connection.events$ as Observable<In>, {
      // The type of `next` takes nothing else.
      next: (event) => connection.accept(event as Out),
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

  asWebSocketSubject(): WebSocketSubject<In | Out> {
    return this;
  }

  /**
   * A piped socket is a plain Observable, whatever RxJS declares: its own would be a subject whose `next` leads nowhere.
   */
  override lift<R>(operator: Operator<In | Out, R>): WebSocketSubject<R> {
    return (this.#connection.events$ as Observable<In | Out>).lift(operator) as WebSocketSubject<R>;
  }

  override unsubscribe(): void {
    this.#connection.stop();
    super.unsubscribe();
  }
}

/** Makes the socket of a connection. The one place that tells the two directions apart, which RxJS's types do not. */
export const Socket = AnySocket as new <In extends AnyServerEvent, Out extends AnyClientEvent>(
  connection: Connection<In, Out>,
) => TypedSocket<In, Out>;
