import type { ClientEvent } from '../events/clientEventCodecs.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';
import type { Capabilities } from './capabilities.ts';
import type { Correlation } from './correlation.ts';
import { lineOf, lineOfRequest, realtimeCorrelation } from './realtimeCorrelation.ts';

type RealtimeCorrelation = Correlation<ClientEvent, ServerEvent>;

/** What is left of an item to know it by: its kind, and whose it is. */
const kindOf = (item: { readonly type: string; readonly role?: string | null | undefined }): string =>
  `${item.type} ${item.role ?? ''}`;

const itemsInOrder: RealtimeCorrelation['conversation.item.create'] = {
  ...realtimeCorrelation['conversation.item.create'],
  replies: ['conversation.item.added', 'conversation.item.created'],
  key: {
    ofEvent: ({ item }) => kindOf(item),
    ofReply: (reply) => ('item' in reply ? [kindOf(reply.item)] : []),
  },
};

const responsesInOrder: RealtimeCorrelation['response.create'] = {
  ...realtimeCorrelation['response.create'],
  replies: ['response.created'],
  key: {
    ofEvent: lineOfRequest,
    ofReply: (reply) => (reply.type === 'response.created' ? [lineOf(reply.response)] : []),
  },
};

/**
 * How a server answers that does not confirm all that OpenAI's servers do.
 *
 * Without the ids of items, an item is confirmed by the next one of its kind and role; without metadata, responses answer
 * in the order in which they were asked for, in the conversation and out of band each.
 *
 * @param capabilities what the server confirms
 * @example
 * import { correlationWithin, Outstanding } from '@rx-realtime/codecs/correlation';
 *
 * const outstanding = new Outstanding(correlationWithin({ metadata: false }));
 * const create = { type: 'response.create', event_id: 'event_1', response: { metadata: { client_event_id: 'event_1' } } } as const;
 * outstanding.add(create);
 * const created = { type: 'response.created', event_id: 'event_2', response: { id: 'resp_1' } } as const;
 * console.log(outstanding.settle(created)?.event_id); // prints: event_1
 *
 * @see {@link realtimeCorrelation} for those that confirm everything
 */
export function correlationWithin({
  clientItemIds = true,
  metadata = true,
}: Capabilities = {}): RealtimeCorrelation {
  if (clientItemIds && metadata) return realtimeCorrelation;
  return {
    ...realtimeCorrelation,
    ...(!clientItemIds && { 'conversation.item.create': itemsInOrder }),
    ...(!metadata && { 'response.create': responsesInOrder }),
  };
}
