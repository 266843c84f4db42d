import type { ClientEvent, Delivery, ServerEvent, TypedEvent } from '@rx-realtime/codecs';
import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import type { Observable } from 'rxjs';

/**
 * What a request needs of a socket: the server's events, and a way to send.
 *
 * What a RealtimeSocket says beside makes it exact: whether there is a connection, which event an answer belongs to, and
 * why an event was not sent. A relay or a data channel has none of it and serves as well.
 */
export interface RequestSocket<
  In extends TypedEvent = ServerEvent,
  Out extends IdentifiedEvent = ClientEvent,
> extends Observable<In> {
  next(event: Out): void;
  /** What became of each event, by its `event_id`. */
  readonly delivery$?: Observable<Delivery<Out, In>>;
  /** Why an event is not sent. */
  readonly undelivered$?: Observable<{
    readonly event: IdentifiedEvent;
    readonly error: Error & { readonly code: string };
  }>;
  /** Whether somebody holds the connection; emits the current state at once. */
  readonly status$?: Observable<{ readonly state: string }>;
}
