import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import type { Delivery, Drift, TypedEvent } from '@rx-realtime/codecs';
import { EMPTY, from, merge, Observable, Subject, Subscription } from 'rxjs';
import type { ObservableInput, Operator } from 'rxjs';
import { WebSocketSubject } from 'rxjs/webSocket';
import type {
  AudioGap,
  RealtimeSocketStreams,
  SourceError,
  Stall,
  Undelivered,
  WireFrame,
} from '../realtimeSocketStreams.ts';
import type { CloseOutcome, RealtimeStatus } from '../realtimeStatus.ts';
import type { TypedSocket } from '../typedSocket.ts';
import { isCloseCode } from './line/closeFrame.ts';
import type { CloseFrame } from './line/closeFrame.ts';
import type { SocketMachine } from '../socketMachine.ts';

/** A stream as its readers see it: no subject that they could feed. */
const opaque = <T>(source$: Observable<T>): Observable<T> =>
  new Observable((subscriber) => source$.subscribe(subscriber));

/** The class behind every kind of socket, as RxJS types it: what goes in and what comes out are one type. */
class AnySocket<In extends TypedEvent, Out extends IdentifiedEvent>
  extends WebSocketSubject<In | Out>
  implements RealtimeSocketStreams<In, Out>
{
  readonly status$: Observable<RealtimeStatus>;
  readonly closed$: Observable<CloseOutcome>;
  readonly drift$: Observable<Drift>;
  readonly audioGap$: Observable<AudioGap>;
  readonly undelivered$: Observable<Undelivered<Out>>;
  readonly delivery$: Observable<Delivery<Out, In>>;
  readonly sourceError$: Observable<SourceError>;
  readonly stall$: Observable<Stall>;
  readonly wire$: Observable<WireFrame>;
  readonly #connection: SocketMachine<In, Out>;
  readonly #sourceErrors$ = new Subject<SourceError>();

  constructor(connection: SocketMachine<In, Out>) {
    super(connection.events$ as Observable<In>, {
      // The type of `next` takes nothing else.
      next: (event) => connection.accept(event as Out),
      error: (error: unknown) => this.#fail(error),
      complete: () => connection.stop(),
    });
    this.#connection = connection;
    this.status$ = opaque(connection.status$);
    this.closed$ = opaque(connection.closed$);
    this.drift$ = opaque(connection.drift$);
    this.audioGap$ = opaque(connection.outbox.audioGap$);
    this.undelivered$ = opaque(connection.outbox.undelivered$);
    this.delivery$ = opaque(connection.outbox.delivery$);
    this.sourceError$ = merge(this.#sourceErrors$, connection.sourceError$ ?? EMPTY);
    this.stall$ = opaque(connection.stall$);
    this.wire$ = opaque(connection.wire$);
  }

  connect(): Subscription {
    // Errors are for those who asked for the events; here they are told by status$.
    return this.subscribe({ error: () => undefined });
  }

  send(...streams$: readonly ObservableInput<Out>[]): Subscription {
    const sending = new Subscription();
    streams$.forEach((stream$, index) =>
      sending.add(
        from(stream$).subscribe({
          next: (event) => this.#connection.accept(event),
          error: (error: unknown) => this.#sourceErrors$.next({ index, error }),
        }),
      ),
    );
    return sending;
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

  /** `error({ code, reason })` is how RxJS closes with a code; anything else is a source that has failed. */
  #fail(error: unknown): void {
    if (isCloseRequest(error)) return this.#connection.stop(error.code, error.reason);
    this.#sourceErrors$.next({ error });
    this.#connection.stop();
  }
}

const isCloseRequest = (error: unknown): error is CloseFrame =>
  typeof error === 'object' &&
  error !== null &&
  !(error instanceof Error) &&
  'code' in error &&
  isCloseCode(error.code);

/** Makes the socket of a connection. The one place that tells the two directions apart, which RxJS's types do not. */
export const Socket = AnySocket as new <In extends TypedEvent, Out extends IdentifiedEvent>(
  connection: SocketMachine<In, Out>,
) => TypedSocket<In, Out>;
