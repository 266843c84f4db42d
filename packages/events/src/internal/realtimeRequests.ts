import { responseCancel, withIds } from '@rx-realtime/codecs';
import { requestKey } from '@rx-realtime/codecs/correlation';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { Correlation } from '@rx-realtime/codecs/correlation';
import type { RequestProtocol } from '../requestProtocol.ts';
import { responseIdOf } from './ids.ts';

/** Gives a request the ids by which its answer is known; a response carries that of its request in its metadata. */
function identify(event: ClientEvent): ClientEvent {
  const sent = withIds(event);
  if (sent.type !== 'response.create') return sent;
  const metadata = { ...sent.response?.metadata, [requestKey]: sent.event_id };
  return { ...sent, response: { ...sent.response, metadata } };
}

/** OpenAI's own protocol: the answer to `response.create` is the whole response. */
export const realtimeRequests = (
  correlation: Correlation<ClientEvent, ServerEvent>,
): RequestProtocol<ServerEvent, ClientEvent> => ({
  identify,
  correlation,
  isReady: ({ type }) => type === 'session.created',
  answerFrom: (reply) => {
    if (reply.type !== 'response.created') return undefined;
    const { id } = reply.response;
    return {
      has: (event) => id !== undefined && responseIdOf(event) === id,
      isLast: ({ type }) => type === 'response.done',
      cancel: () => responseCancel({ response_id: id }),
    };
  },
});
