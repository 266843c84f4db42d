import { randomId } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { asyncScheduler, Observable } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { correlate } from './internal/correlate.ts';
import type { Correlation } from './internal/correlate.ts';
import type { RealtimeRequest } from './realtimeRequest.ts';
import { RequestError } from './requestError.ts';
import type { ReplyMap } from './replyMap.ts';

/** What a request needs of a socket: the server's events, and a way to send. */
export type RequestSocket = Observable<ServerEvent> & { next(event: ClientEvent): void };

/** How long a request waits. */
export interface RequestConfig {
  /** From sending to the (first) reply. @defaultValue 10,000 ms */
  readonly timeoutMs?: number;
  /** @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * Sends an event and emits the reply that belongs to it.
 *
 * The server tells its errors apart by the `event_id` of the request and most of its replies by the id of an item or
 * response; what the request lacks of these is filled in. A `response.create` is answered by its whole response.
 *
 * ```
 * request:   ^
 * socket:    ---x---R---x--|
 * result:    -------(R|)
 * ```
 *
 * - **Value**: the reply; for `response.create` every event of the response, from `response.created` to `response.done`.
 * - **Completion**: after the reply.
 * - **Error**: a {@link RequestError} when the server answers with an `error` for this event, when no reply came within
 *   `timeoutMs`, when the socket ends. `benign` tells lost races from refusals.
 * - **Unsubscription**: stops waiting; what was sent is not taken back.
 * - **Re-subscription**: sends again, under new ids.
 * - Holds no memory, and never owns the socket: it joins the connection as one subscriber more.
 *
 * @param socket a RealtimeSocket, or anything alike
 * @param event an event that has a reply; `input_audio_buffer.append` has none and does not compile
 *
 * @example
 * import { sessionUpdate } from '@rx-realtime/codecs';
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { request } from '@rx-realtime/events';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', WebSocketCtor: createSimulator().WebSocket });
 * const { type } = await firstValueFrom(request(socket, sessionUpdate({ instructions: 'Be brief.' })));
 * console.log(type); // prints: session.updated
 */
export function request<R extends RealtimeRequest>(
  socket: RequestSocket,
  event: R,
  { timeoutMs = 10_000, scheduler = asyncScheduler }: RequestConfig = {},
): Observable<ReplyMap[R['type']]> {
  return new Observable((subscriber) => {
    const eventId = event.event_id ?? randomId('event_');
    const correlation: Correlation = correlate({ ...event, event_id: eventId });
    const fail = (
      code: string,
      message: string,
      more: { serverError?: RequestError['serverError']; cause?: unknown } = {},
    ) => subscriber.error(new RequestError({ code, message, requestType: event.type, eventId, ...more }));

    const timer = scheduler.schedule(
      () => fail('timeout', `no reply to ${event.type} within ${timeoutMs} ms`),
      timeoutMs,
    );
    subscriber.add(timer);
    subscriber.add(
      socket.subscribe({
        next: (reply) => {
          if (reply.type === 'error' && reply.error.event_id === eventId) {
            return fail(reply.error.code ?? reply.error.type ?? 'error', reply.error.message, {
              serverError: reply.error,
            });
          }
          const verdict = correlation.match(reply);
          if (verdict === 'other') return;
          timer.unsubscribe();
          // `correlate` only matches the types that ReplyMap lists for this request.
          subscriber.next(reply as ReplyMap[R['type']]);
          if (verdict === 'last') subscriber.complete();
        },
        error: (cause) =>
          fail('disconnected', `the connection ended before the reply to ${event.type}`, { cause }),
        complete: () => fail('disconnected', `the connection was closed before the reply to ${event.type}`),
      }),
    );
    if (!subscriber.closed) socket.next(correlation.request);
  });
}
