import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { realtimeCorrelation } from '@rx-realtime/codecs/correlation';
import type { Correlation } from '@rx-realtime/codecs/correlation';
import type { Observable } from 'rxjs';
import { realtimeRequests } from './internal/realtimeRequests.ts';
import { protocolRequest } from './protocolRequest.ts';
import type { ProtocolRequestConfig } from './protocolRequest.ts';
import type { RealtimeRequest } from './realtimeRequest.ts';
import type { ReplyMap } from './replyMap.ts';
import type { RequestSocket } from './requestSocket.ts';

/** How long a request waits, and what becomes of it when nobody does. */
export interface RequestConfig extends ProtocolRequestConfig {
  /** How answers are known, for a source that has no `delivery$`. @defaultValue `realtimeCorrelation` */
  readonly correlation?: Correlation<ClientEvent, ServerEvent>;
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
 *
 * @see {@link protocolRequest} for other protocols
 */
export function request<R extends RealtimeRequest>(
  socket: RequestSocket,
  event: R,
  config: RequestConfig = {},
): Observable<ReplyMap[R['type']]> {
  const protocol = realtimeRequests(config.correlation ?? realtimeCorrelation);
  // The table of correlation names only the types that ReplyMap lists for this request.
  return protocolRequest(protocol, socket, event, config) as Observable<ReplyMap[R['type']]>;
}
