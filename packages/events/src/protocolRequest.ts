import type { ErrorEvent, TypedEvent } from '@rx-realtime/codecs';
import type { IdentifiedEvent } from '@rx-realtime/codecs/correlation';
import { asyncScheduler, filter, Observable, Subscription, take, takeUntil, timer as after } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { repliesOf } from './internal/Replies.ts';
import type { Answer } from './internal/Replies.ts';
import { RequestError } from './requestError.ts';
import type { RequestErrorInfo } from './requestError.ts';
import type { AnswerStream, RequestProtocol } from './requestProtocol.ts';
import type { RequestSocket } from './requestSocket.ts';

/** How long a request waits, and what becomes of it when nobody does. */
export interface ProtocolRequestConfig {
  /** From sending to the (first) reply. @defaultValue 10,000 ms */
  readonly timeoutMs?: number;
  /** Between two events of an answer. @defaultValue 30,000 ms */
  readonly maxSilenceMs?: number;
  /** Whether leaving before the end stops the answer, also one that is yet to begin. @defaultValue `false` */
  readonly cancelOnUnsubscribe?: boolean;
  /** @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** Any protocol says `error` in the same way. */
const isError = (event: TypedEvent): event is ErrorEvent => event.type === 'error';

/**
 * Sends an event of any protocol and emits the answer that belongs to it.
 *
 * `request`, with the protocol as a parameter: which event answers which, and which answers are more than one event.
 *
 * ```
 * request:   ^
 * socket:    ---x---R---x--|
 * result:    -------(R|)
 * ```
 *
 * - **Value**: the reply, or each event of the answer that it begins.
 * - **Completion**: after the reply, or the last event of the answer.
 * - **Error**: a {@link RequestError}, as `request` has it; `unidentified` for an event that the protocol gives no
 *   `event_id`.
 * - **Unsubscription**: stops waiting; what was sent is not taken back, unless `cancelOnUnsubscribe` is set and the
 *   protocol can stop an answer.
 * - **Re-subscription**: sends again, under new ids.
 * - **Memory**: the requests that wait. It never owns the socket: it joins the connection as one subscriber more.
 *
 * @param protocol how answers are known; a `Protocol` of `@rx-realtime/connection/link` will do
 * @param socket that of `protocolSocket`, or anything alike
 * @param event an event that has a reply
 * @param config how long to wait
 *
 * @see {@link request} for OpenAI's own events
 */
export function protocolRequest<In extends TypedEvent, Out extends IdentifiedEvent>(
  protocol: RequestProtocol<In, Out>,
  socket: RequestSocket<In, Out>,
  event: Out,
  config: ProtocolRequestConfig = {},
): Observable<In> {
  const { timeoutMs = 10_000, maxSilenceMs = 30_000, scheduler = asyncScheduler } = config;
  return new Observable((subscriber) => {
    const sent = protocol.identify(event);
    const eventId = sent.event_id ?? '';
    const replies = repliesOf(socket, protocol.correlation);
    let stream: AnswerStream<In, Out> | undefined;
    let isOver = false;

    const fail = (code: string, message: string, more: Partial<RequestErrorInfo> = {}): void => {
      isOver = true;
      subscriber.error(new RequestError({ code, message, requestType: event.type, eventId, ...more }));
    };
    const emit = (reply: In, isLast: boolean): void => {
      isOver ||= isLast;
      subscriber.next(reply);
      if (isLast) subscriber.complete();
    };

    if (eventId === '') return fail('unidentified', `${event.type} needs an event_id`);
    if (!isHeld(socket))
      return fail('not_connected', `nobody holds the connection: ${event.type} is not sent`);

    let timer = Subscription.EMPTY;
    const limit = (ms: number, message: string): void => {
      timer.unsubscribe();
      timer = scheduler.schedule(() => fail('timeout', message), ms);
    };
    subscriber.add(() => {
      timer.unsubscribe();
      if (isOver || config.cancelOnUnsubscribe !== true) return;
      if (stream) stop(socket, stream);
      else stopWhenBegun(protocol, socket, replies.answers$, eventId, after(timeoutMs, scheduler));
    });

    const answered = (reply: In): void => {
      if (isError(reply)) {
        const { error } = reply;
        return fail(error.code ?? error.type ?? 'error', error.message, { serverError: error });
      }
      stream = protocol.answerFrom?.(reply);
      if (stream === undefined) emit(reply, true);
    };
    const heard = (reply: In): void => {
      if (reply.type === 'connection.lost' || (stream !== undefined && protocol.isReady(reply))) {
        const cause: unknown = 'outcome' in reply ? reply.outcome : undefined;
        fail('disconnected', `the session ended before the reply to ${event.type}`, { cause });
      } else if (stream?.has(reply)) {
        limit(maxSilenceMs, `the response fell silent for ${maxSilenceMs} ms`);
        emit(reply, stream.isLast(reply));
      }
    };

    limit(timeoutMs, `no reply to ${event.type} within ${timeoutMs} ms`);
    subscriber.add(
      socket.undelivered$?.subscribe(({ event: { event_id: id }, error }) => {
        if (id === eventId) fail(error.code, error.message, { cause: error });
      }),
    );
    replies.wrote(sent);
    subscriber.add(
      replies.heard$.subscribe({
        next: (news) => {
          if ('event' in news) heard(news.event);
          else if (news.eventId === eventId) answered(news.answer);
        },
        error: (cause) =>
          fail('disconnected', `the connection ended before the reply to ${event.type}`, { cause }),
        complete: () => fail('disconnected', `the connection was closed before the reply to ${event.type}`),
      }),
    );
    if (!subscriber.closed) socket.next(sent);
  });
}

/** States of a socket that nobody holds, or that waits to connect again. */
const idleStates: ReadonlySet<string> = new Set(['idle', 'closing', 'closed']);

function isHeld({ status$ }: Pick<RequestSocket, 'status$'>): boolean {
  let state: string | undefined;
  status$?.pipe(take(1)).subscribe((status) => (state = status.state));
  return state === undefined || !idleStates.has(state);
}

const stop = <In extends TypedEvent, Out extends IdentifiedEvent>(
  socket: RequestSocket<In, Out>,
  { cancel }: AnswerStream<In, Out>,
): void => {
  if (cancel) socket.next(cancel());
};

/** Stops the answer to a request that nobody waits for any more, as soon as there is one. */
function stopWhenBegun<In extends TypedEvent, Out extends IdentifiedEvent>(
  { answerFrom }: RequestProtocol<In, Out>,
  socket: RequestSocket<In, Out>,
  answers$: Observable<Answer<In>>,
  eventId: string,
  giveUp$: Observable<unknown>,
): void {
  if (answerFrom === undefined) return;
  answers$
    .pipe(
      filter((answer) => answer.eventId === eventId),
      take(1),
      takeUntil(giveUp$),
    )
    .subscribe({
      next: ({ answer }) => {
        const stream = answerFrom(answer);
        if (stream) stop(socket, stream);
      },
      // The connection has ended, and the answer with it.
      error: () => undefined,
    });
}
