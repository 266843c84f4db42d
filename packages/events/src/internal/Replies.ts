import { Outstanding } from '@rx-realtime/codecs/correlation';
import type { ClientEvent, Delivery, IdentifiedClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { Correlation } from '@rx-realtime/codecs/correlation';
import { filter, finalize, map, merge, mergeMap, share } from 'rxjs';
import type { Observable } from 'rxjs';
import type { RequestSocket } from '../requestSocket.ts';

/** An answer of the server, and the event that it belongs to. */
export interface Answer {
  readonly answer: ServerEvent;
  readonly eventId: string | null | undefined;
}

/** What a request hears: the server's events, and the answers among them, each before its event. */
type Heard = Answer | { readonly event: ServerEvent };

/** The server's events of one source, and whose answers they are. */
export interface Replies {
  readonly heard$: Observable<Heard>;
  /** The answers alone; where the socket tells them itself, listening to them holds no connection. */
  readonly answers$: Observable<Answer>;
  /** An event is about to be sent. */
  wrote(event: IdentifiedClientEvent): void;
}

/** One account for all requests of a socket: answers that come in order must be counted together. */
const accounts = new WeakMap<RequestSocket, Replies>();

/** The replies of a socket: it keeps the account itself, or one is kept here for all of its requests. */
export function repliesOf(
  socket: RequestSocket,
  correlation: Correlation<ClientEvent, ServerEvent>,
): Replies {
  if (socket.delivery$) return told(socket, socket.delivery$);
  const known = accounts.get(socket);
  if (known) return known;
  const replies = counted(socket, correlation);
  accounts.set(socket, replies);
  return replies;
}

const told = (socket: RequestSocket, delivery$: Observable<Delivery<ClientEvent, ServerEvent>>): Replies => {
  const answers$ = delivery$.pipe(
    mergeMap(({ event: { event_id: eventId }, reply }) => (reply ? [{ eventId, answer: reply }] : [])),
  );
  return {
    heard$: merge(answers$, socket.pipe(map((event) => ({ event })))),
    answers$,
    wrote: () => undefined,
  };
};

const counted = (socket: RequestSocket, correlation: Correlation<ClientEvent, ServerEvent>): Replies => {
  const outstanding = new Outstanding<ClientEvent, ServerEvent>(correlation);
  const heard$ = socket.pipe(
    mergeMap((event): readonly Heard[] => {
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
