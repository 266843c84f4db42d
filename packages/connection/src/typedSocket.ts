import type { TypedEvent } from '@rx-realtime/codecs';
import type { Observable } from 'rxjs';
import type { WebSocketSubject } from 'rxjs/webSocket';
import type { RealtimeSocketStreams } from './realtimeSocketStreams.ts';

/**
 * A `WebSocketSubject` that emits one kind of events and takes another.
 *
 * RxJS types both directions alike; here, sending what only a server says does not compile.
 */
export type TypedSocket<In extends TypedEvent, Out extends TypedEvent> = Omit<
  WebSocketSubject<In>,
  'next' | 'lift'
> &
  Pick<Observable<In>, 'lift'> &
  RealtimeSocketStreams<In, Out> & {
    /** Sends an event as soon as the session is ready and the lanes let it pass. */
    next(event: Out): void;
  };
