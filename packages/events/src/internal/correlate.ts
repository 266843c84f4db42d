import { randomId } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeRequest } from '../realtimeRequest.ts';
import { itemIdOf, responseIdOf } from './ids.ts';

/** A request with all its ids, and the judge of its replies. */
export interface Correlation {
  readonly request: ClientEvent;
  match(event: ServerEvent): 'other' | 'more' | 'last';
}

/** The metadata key under which a `response.create` finds its response again; the server echoes metadata. */
const metadataKey = 'client_event_id';

/** Completes a request's ids and says how its reply is known. */
export function correlate(event: RealtimeRequest & { readonly event_id: string }): Correlation {
  switch (event.type) {
    case 'session.update':
      return single(event, ({ type }) => type === 'session.updated');
    case 'conversation.item.create': {
      const id = event.item.id ?? randomId('item_');
      const isReply = (reply: ServerEvent): boolean =>
        (reply.type === 'conversation.item.added' || reply.type === 'conversation.item.created') &&
        itemIdOf(reply) === id;
      return single({ ...event, item: { ...event.item, id } }, isReply);
    }
    case 'conversation.item.delete':
    case 'conversation.item.retrieve':
    case 'conversation.item.truncate': {
      const replyType = replyTypes[event.type];
      return single(event, (reply) => reply.type === replyType && itemIdOf(reply) === event.item_id);
    }
    case 'input_audio_buffer.commit':
    case 'input_audio_buffer.clear':
    case 'output_audio_buffer.clear': {
      const replyType = replyTypes[event.type];
      return single(event, ({ type }) => type === replyType);
    }
    case 'response.cancel':
      return single(
        event,
        (reply) =>
          reply.type === 'response.done' &&
          (event.response_id == null || responseIdOf(reply) === event.response_id),
      );
    case 'response.create':
      return wholeResponse(event);
  }
}

const replyTypes = {
  'conversation.item.delete': 'conversation.item.deleted',
  'conversation.item.retrieve': 'conversation.item.retrieved',
  'conversation.item.truncate': 'conversation.item.truncated',
  'input_audio_buffer.commit': 'input_audio_buffer.committed',
  'input_audio_buffer.clear': 'input_audio_buffer.cleared',
  'output_audio_buffer.clear': 'output_audio_buffer.cleared',
} as const;

const single = (request: ClientEvent, isReply: (event: ServerEvent) => boolean): Correlation => ({
  request,
  match: (event) => (isReply(event) ? 'last' : 'other'),
});

function wholeResponse(
  event: Extract<RealtimeRequest, { type: 'response.create' }> & { readonly event_id: string },
): Correlation {
  const metadata = { ...event.response?.metadata, [metadataKey]: event.event_id };
  let responseId: string | undefined;
  return {
    request: { ...event, response: { ...event.response, metadata } },
    match: (reply) => {
      if (reply.type === 'response.created' && responseId === undefined) {
        if (reply.response.metadata?.[metadataKey] === event.event_id)
          responseId = reply.response.id ?? undefined;
      }
      if (responseId === undefined || responseIdOf(reply) !== responseId) return 'other';
      return reply.type === 'response.done' ? 'last' : 'more';
    },
  };
}
