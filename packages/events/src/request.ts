import { responseCancel, withIds } from '@rx-realtime/codecs';
import { realtimeCorrelation, requestKey } from '@rx-realtime/codecs/correlation';
import type { ClientEvent, IdentifiedClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { Correlation } from '@rx-realtime/codecs/correlation';
import { asyncScheduler, filter, Observable, Subscription, take, takeUntil, timer as after } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { responseIdOf } from './internal/ids.ts';
import { repliesOf } from './internal/Replies.ts';
import type { Answer } from './internal/Replies.ts';
import type { RealtimeRequest } from './realtimeRequest.ts';
import { RequestError } from './requestError.ts';
import type { RequestErrorInfo } from './requestError.ts';
import type { RequestSocket } from './requestSocket.ts';
import type { ReplyMap } from './replyMap.ts';

/** How long a request waits, and what becomes of it when nobody does. */
export interface RequestConfig {
  /** From sending to the (first) reply. @defaultValue 10,000 ms */
  readonly timeoutMs?: number;
  /** Between two events of a response. @defaultValue 30,000 ms */
  readonly maxSilenceMs?: number;
  /** Whether leaving before the end cancels the response, also one that is yet to be created. @defaultValue `false` */
  readonly cancelOnUnsubscribe?: boolean;
  /** How answers are known, for a source that has no `delivery$`. @defaultValue `realtimeCorrelation` */
  readonly correlation?: Correlation<ClientEvent, ServerEvent>;
  /** @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Sends an event and emits the reply that belongs to it.
 *
 * Replies are known by the id of an item or response, by the `event_id` that an `error` names, or by their order; what the
 * request lacks of ids is filled in. A `response.create` is answered by its whole response.
 *
 * ```
 * request:   ^
 * socket:    ---x---R---x--|
 * result:    -------(R|)
 * ```
 *
 * - **Value**: the reply; for `response.create` every event of the response, from `response.created` to `response.done`.
 * - **Completion**: after the reply.
 * - **Error**: a {@link RequestError}: the code of the `error` that the server answers with, or of what keeps the event from
 *   being sent; `timeout` without a reply within `timeoutMs`, or when a response falls silent; `disconnected` when the
 *   connection ends; `not_connected` at once, with nothing sent, when nobody holds the socket. `benign` tells lost races
 *   from refusals.
 * - **Unsubscription**: stops waiting; what was sent is not taken back, unless `cancelOnUnsubscribe` is set.
 * - **Re-subscription**: sends again, under new ids.
 * - **Memory**: the requests that wait. It never owns the socket: it joins the connection as one subscriber more.
 *
 * @param socket a RealtimeSocket, or anything alike
 * @param event an event that has a reply; `input_audio_buffer.append` has none and does not compile
 * @param config how long to wait
 *
 * @example
 * import { sessionUpdate } from '@rx-realtime/codecs';
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { request } from '@rx-realtime/events';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: createSimulator().WebSocket });
 * const connection = socket.connect();
 * const { type } = await firstValueFrom(request(socket, sessionUpdate({ instructions: 'Be brief.' })));
 * console.log(type); // prints: session.updated
 * connection.unsubscribe();
 */
export function request<R extends RealtimeRequest>(
  socket: RequestSocket,
  event: R,
  config: RequestConfig = {},
): Observable<ReplyMap[R['type']]> {
  const { timeoutMs = 10_000, maxSilenceMs = 30_000, scheduler = asyncScheduler } = config;
  return new Observable((subscriber) => {
    const sent = identified(event);
    const { event_id: eventId } = sent;
    const isResponse = sent.type === 'response.create';
    const replies = repliesOf(socket, config.correlation ?? realtimeCorrelation);
    let responseId: string | undefined;

    let isOver = false;

    const fail = (code: string, message: string, more: Partial<RequestErrorInfo> = {}): void => {
      isOver = true;
      subscriber.error(new RequestError({ code, message, requestType: event.type, eventId, ...more }));
    };
    const emit = (reply: ServerEvent, isLast: boolean): void => {
      isOver ||= isLast;
      // The table of correlation names only the types that ReplyMap lists for this request.
      subscriber.next(reply as ReplyMap[R['type']]);
      if (isLast) subscriber.complete();
    };

    if (!isHeld(socket))
      return fail('not_connected', `nobody holds the connection: ${event.type} is not sent`);

    let timer = Subscription.EMPTY;
    const limit = (ms: number, message: string): void => {
      timer.unsubscribe();
      timer = scheduler.schedule(() => fail('timeout', message), ms);
    };
    subscriber.add(() => {
      timer.unsubscribe();
      const isLeft = !isOver && isResponse && config.cancelOnUnsubscribe === true;
      if (isLeft && responseId !== undefined) socket.next(responseCancel({ response_id: responseId }));
      else if (isLeft) cancelWhenCreated(socket, replies.answers$, eventId, after(timeoutMs, scheduler));
    });

    const answered = (reply: ServerEvent): void => {
      if (reply.type === 'error') {
        const { error } = reply;
        fail(error.code ?? error.type ?? 'error', error.message, { serverError: error });
      } else if (reply.type === 'response.created' && isResponse) responseId = reply.response.id;
      else emit(reply, true);
    };
    const heard = (reply: ServerEvent): void => {
      if (
        reply.type === 'connection.lost' ||
        (reply.type === 'session.created' && responseId !== undefined)
      ) {
        const cause = reply.type === 'connection.lost' ? reply.outcome : undefined;
        fail('disconnected', `the session ended before the reply to ${event.type}`, { cause });
      } else if (responseId !== undefined && responseIdOf(reply) === responseId) {
        limit(maxSilenceMs, `the response fell silent for ${maxSilenceMs} ms`);
        emit(reply, reply.type === 'response.done');
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

/** Gives a request the ids by which its answer is known; a response carries that of its request in its metadata. */
function identified(event: RealtimeRequest): IdentifiedClientEvent {
  const sent = withIds(event);
  if (sent.type !== 'response.create') return sent;
  const metadata = { ...sent.response?.metadata, [requestKey]: sent.event_id };
  return { ...sent, response: { ...sent.response, metadata } };
}

/** States of a socket that nobody holds, or that waits to connect again. */
const idleStates: ReadonlySet<string> = new Set(['idle', 'closing', 'closed']);

function isHeld({ status$ }: RequestSocket): boolean {
  let state: string | undefined;
  status$?.pipe(take(1)).subscribe((status) => (state = status.state));
  return state === undefined || !idleStates.has(state);
}

/** Cancels the response to a request that nobody waits for any more, as soon as there is one. */
function cancelWhenCreated(
  socket: RequestSocket,
  answers$: Observable<Answer>,
  eventId: string,
  giveUp$: Observable<unknown>,
): void {
  answers$
    .pipe(
      filter((answer) => answer.eventId === eventId),
      take(1),
      takeUntil(giveUp$),
    )
    .subscribe({
      next: ({ answer }) => {
        if (answer.type === 'response.created')
          socket.next(responseCancel({ response_id: answer.response.id }));
      },
      // The connection has ended, and the response with it.
      error: () => undefined,
    });
}
