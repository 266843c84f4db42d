import type { ClientEvent, Delivery, Drift, TypedEvent } from '@rx-realtime/codecs';
import type { Observable, ObservableInput, Subscription } from 'rxjs';
import type { WebSocketSubject } from 'rxjs/webSocket';
import type { RealtimeError } from './realtimeError.ts';
import type { CloseOutcome, RealtimeStatus } from './realtimeStatus.ts';

/** Input audio that was dropped before it was sent: too old, or too much of it. */
export interface AudioGap {
  readonly durationMs: number;
  /** The socket that it was meant for. */
  readonly generation: number;
}

/** An event that was given to the socket and will not be sent, with the reason. */
export interface Undelivered<Out extends TypedEvent = ClientEvent> {
  readonly event: Out;
  readonly error: RealtimeError;
}

/** One frame on the wire, as a recorder or inspector sees it. */
export interface WireFrame {
  readonly direction: 'in' | 'out';
  /** The frame as it was sent or received; binary frames as bytes. */
  readonly frame: string | Uint8Array;
  /** Milliseconds on the socket's clock (monotonic, or the scheduler's). */
  readonly atMs: number;
  /** Characters of a text frame (ASCII in this protocol's audio), bytes of a binary one. */
  readonly sizeBytes: number;
  readonly generation: number;
}

/** This process did not run for a while: suspended, or its event loop blocked. Links are not judged by it. */
export interface Stall {
  /** How late a timer fired. */
  readonly lagMs: number;
  readonly generation: number;
}

/** A source of events that has failed; the socket lives on, unless the source was subscribed with the socket itself. */
export interface SourceError {
  /** Which of the streams of `send()`, from 0; absent for a source whose observer was the socket. */
  readonly index?: number;
  /** As the source threw it. */
  readonly error: unknown;
}

/** What a Realtime socket has beside the `WebSocketSubject` that it is. */
export interface RealtimeSocketStreams<In extends TypedEvent, Out extends TypedEvent> {
  /** The state of the connection; emits the current one at once. */
  readonly status$: Observable<RealtimeStatus>;
  /** How each socket ended, once per socket. */
  readonly closed$: Observable<CloseOutcome>;
  /** What was not read as it came: events that are `unknown`, and parts left out of others; all are in the main stream too. */
  readonly drift$: Observable<Drift>;
  /** Input audio that was dropped, in milliseconds. */
  readonly audioGap$: Observable<AudioGap>;
  /**
   * What became of each control event: never sent, written and never answered, or answered. Told once for each, as soon as
   * it is known; sound is not among them ({@link audioGap$} is about it).
   */
  readonly delivery$: Observable<Delivery<Out, In>>;
  /** Sources that have failed, of {@link send} and of `source$.subscribe(socket)`. */
  readonly sourceError$: Observable<SourceError>;
  /** Events that were given to `next` and will not be sent. */
  readonly undelivered$: Observable<Undelivered<Out>>;
  /** Times at which this process did not run; told by the heartbeat. */
  readonly stall$: Observable<Stall>;
  /** Every frame in both directions; costs nothing while nobody subscribes. */
  readonly wire$: Observable<WireFrame>;
  /** Holds the connection open until the returned subscription ends, whoever else comes and goes. */
  connect(): Subscription;
  /**
   * Sends what these streams emit, until the returned subscription ends.
   *
   * Unlike `source$.subscribe(socket)`, the end of one of them closes nothing, and a failure of one is told on
   * {@link sourceError$} while the others go on. It does not open the connection: what is sent waits for it.
   */
  send(...streams$: readonly ObservableInput<Out>[]): Subscription;
  /**
   * Stops reading from the network until the returned subscription ends, for consumers that cannot keep up. Heartbeats
   * pause with it; after `maxPauseMs` the connection fails. Browsers cannot pause a WebSocket: there it does nothing.
   */
  pause(): Subscription;
  /** The same object with the type that RxJS knows, for code that asks for a `WebSocketSubject` by name. */
  asWebSocketSubject(): WebSocketSubject<In | Out>;
}
