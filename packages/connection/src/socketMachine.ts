import type { ConnectionLost, Delivery, Drift, TypedEvent, UnknownServerEvent } from '@rx-realtime/codecs';
import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import type { Observable, Subscription } from 'rxjs';
import type { AudioGap, SourceError, Stall, Undelivered, WireFrame } from './realtimeSocketStreams.ts';
import type { CloseOutcome, RealtimeStatus } from './realtimeStatus.ts';

/**
 * What moves events behind a socket: one connection after the other, or something that owns several.
 *
 * @see {@link socketOf}
 */
export interface SocketMachine<In extends TypedEvent, Out extends IdentifiedEvent> {
  /** Subscribing opens; the last unsubscription closes. */
  readonly events$: Observable<In | UnknownServerEvent | ConnectionLost>;
  readonly status$: Observable<RealtimeStatus>;
  readonly closed$: Observable<CloseOutcome>;
  readonly drift$: Observable<Drift>;
  readonly stall$: Observable<Stall>;
  readonly wire$: Observable<WireFrame>;
  /** What became of what was given to {@link accept}. */
  readonly outbox: {
    readonly audioGap$: Observable<AudioGap>;
    readonly undelivered$: Observable<Undelivered<Out>>;
    readonly delivery$: Observable<Delivery<Out, In>>;
  };
  /** Sources of its own that have failed. @defaultValue none */
  readonly sourceError$?: Observable<SourceError>;
  /** Takes an event to send. */
  accept(event: Out): void;
  /** Closes, and refuses what comes after until somebody subscribes again. */
  stop(code?: number, reason?: string): void;
  /** Stops reading until the returned subscription ends. */
  pause(): Subscription;
}
