import { Outstanding } from '@rx-realtime/codecs/correlation';
import type { Delivery, TypedEvent } from '@rx-realtime/codecs';
import type { Correlation, IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import { filter, finalize, map, merge, mergeMap, share } from 'rxjs';
import type { Observable } from 'rxjs';
import type { RequestSocket } from '../requestSocket.ts';

/** An answer of the server, and the event that it belongs to. */
export interface Answer<In> {
  readonly answer: In;
  readonly eventId: string | null | undefined;
}

/** What a request hears: the server's events, and the answers among them, each before its event. */
type Heard<In> = Answer<In> | { readonly event: In };

/** The server's events of one source, and whose answers they are. */
export interface Replies<In, Out> {
  readonly heard$: Observable<Heard<In>>;
  /** The answers alone; where the socket tells them itself, listening to them holds no connection. */
  readonly answers$: Observable<Answer<In>>;
  /** An event is about to be sent. */
  wrote(event: Out): void;
}

/** One account for all requests of a socket: answers that come in order must be counted together. */
const accounts = new WeakMap<object, unknown>();

/** The replies of a socket: it keeps the account itself, or one is kept here for all of its requests. */
export function repliesOf<In extends TypedEvent, Out extends IdentifiedEvent>(
  socket: RequestSocket<In, Out>,
  correlation: Correlation<Out, In>,
): Replies<In, Out> {
  if (socket.delivery$) return told(socket, socket.delivery$);
  // What is kept for a socket is of its own events.
  const known = accounts.get(socket) as Replies<In, Out> | undefined;
  if (known) return known;
  const replies = counted(socket, correlation);
  accounts.set(socket, replies);
  return replies;
}

const told = <In extends TypedEvent, Out extends IdentifiedEvent>(
  socket: RequestSocket<In, Out>,
  delivery$: Observable<Delivery<Out, In>>,
): Replies<In, Out> => {
  const answers$ = delivery$.pipe(
    mergeMap(({ event: { event_id: eventId }, reply }) => (reply ? [{ eventId, answer: reply }] : [])),
  );
  return {
    heard$: merge(answers$, socket.pipe(map((event) => ({ event })))),
    answers$,
    wrote: () => undefined,
  };
};

const counted = <In extends TypedEvent, Out extends IdentifiedEvent>(
  socket: RequestSocket<In, Out>,
  correlation: Correlation<Out, In>,
): Replies<In, Out> => {
  const outstanding = new Outstanding<Out, In>(correlation);
  const heard$ = socket.pipe(
    mergeMap((event): readonly Heard<In>[] => {
      const answered = outstanding.settle(event);
      return answered ? [{ eventId: answered.event_id, answer: event }, { event }] : [{ event }];
    }),
    finalize(() => outstanding.drain()),
    share(),
  );
  return {
    heard$,
    answers$: heard$.pipe(filter((heard) => 'answer' in heard)),
    wrote: (event) => void outstanding.add(event),
  };
};
