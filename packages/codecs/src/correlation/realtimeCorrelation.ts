import type { ClientEvent } from '../events/clientEventCodecs.ts';
import type { ErrorDetails } from '../events/error.ts';
import type { ResponseCreate } from '../events/response.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';
import type { Correlation } from './correlation.ts';

/** The metadata key by which a `response.create` finds its response again: the server echoes metadata. */
export const requestKey = 'client_event_id';

/** The keys of responses that carry no {@link requestKey}: there is one line of them in the conversation, and one outside. */
const inConversation = '(conversation)';
const outOfBand = '(none)';

const withCode =
  (...codes: readonly string[]) =>
  ({ code }: ErrorDetails): boolean =>
    code != null && codes.includes(code);

const itemOf = (reply: ServerEvent): readonly (string | undefined)[] => {
  if ('item_id' in reply) return [reply.item_id ?? undefined];
  return 'item' in reply && 'id' in reply.item ? [reply.item.id] : [];
};

/** The line that a response stands in. */
export const lineOf = ({
  conversation_id: id,
}: {
  readonly conversation_id?: string | null | undefined;
}): string => (id === null ? outOfBand : inConversation);

/** The line that the response to a request will stand in. */
export const lineOfRequest = ({ response }: ResponseCreate): string =>
  response?.conversation === 'none' ? outOfBand : inConversation;

const byItem = { ofEvent: (event: { readonly item_id: string }) => event.item_id, ofReply: itemOf };

/** What the service says when a truncation goes beyond the sound: with `invalid_value`, and without the event's id. */
const tooFar = /^Audio content of \S+ is already shorter than /;

/**
 * How OpenAI's Realtime API answers, in conversations and transcription sessions.
 *
 * | sent                                | confirmed by                                   | known by          |
 * | ----------------------------------- | ---------------------------------------------- | ----------------- |
 * | `session.update`                    | `session.updated`                              | order             |
 * | `conversation.item.create`          | `conversation.item.added`, `….created` (beta)  | the item's id     |
 * | `conversation.item.delete`          | `conversation.item.deleted`                    | the item's id     |
 * | `conversation.item.retrieve`        | `conversation.item.retrieved`                  | the item's id     |
 * | `conversation.item.truncate`        | `conversation.item.truncated`                  | the item's id     |
 * | `input_audio_buffer.commit`         | `input_audio_buffer.committed`                 | order             |
 * | `input_audio_buffer.clear`          | `input_audio_buffer.cleared`                   | order             |
 * | `output_audio_buffer.clear`         | `output_audio_buffer.cleared`                  | order             |
 * | `response.create`                   | `response.created`                             | metadata or order |
 * | `response.cancel`                   | `response.done`                                | its id, or order within the conversation |
 *
 * Appended sound and `session.close` are never confirmed. An `error` refuses the event whose id it carries.
 *
 * @see {@link Outstanding}, which keeps the account
 */
export const realtimeCorrelation: Correlation<ClientEvent, ServerEvent> = {
  'session.update': { replies: ['session.updated'], refusedBy: withCode('cannot_update_voice') },
  'conversation.item.create': {
    replies: ['conversation.item.added', 'conversation.item.created'],
    key: { ofEvent: ({ item }) => item.id ?? undefined, ofReply: itemOf },
    refusedBy: withCode('item_create_duplicate_item_id', 'invalid_tool_call_id'),
  },
  'conversation.item.delete': {
    replies: ['conversation.item.deleted'],
    key: byItem,
    refusedBy: withCode('item_delete_invalid_item_id'),
  },
  'conversation.item.retrieve': {
    replies: ['conversation.item.retrieved'],
    key: byItem,
    refusedBy: withCode('item_retrieve_invalid_item_id'),
  },
  'conversation.item.truncate': {
    replies: ['conversation.item.truncated'],
    key: byItem,
    refusedBy: ({ code, message }) =>
      code === 'item_truncate_invalid_item_id' || code === 'unsupported_content_type' || tooFar.test(message),
  },
  'input_audio_buffer.commit': {
    replies: ['input_audio_buffer.committed'],
    refusedBy: withCode('input_audio_buffer_commit_empty'),
  },
  'input_audio_buffer.clear': { replies: ['input_audio_buffer.cleared'] },
  'output_audio_buffer.clear': { replies: ['output_audio_buffer.cleared'] },
  'response.create': {
    replies: ['response.created'],
    key: {
      ofEvent: (event) => event.response?.metadata?.[requestKey] ?? lineOfRequest(event),
      ofReply: (reply) => {
        if (reply.type !== 'response.created') return [];
        return [reply.response.metadata?.[requestKey] ?? lineOf(reply.response)];
      },
    },
    refusedBy: withCode('conversation_already_has_active_response'),
  },
  'response.cancel': {
    replies: ['response.done'],
    key: {
      ofEvent: ({ response_id: id }) => id ?? inConversation,
      ofReply: (reply) =>
        reply.type === 'response.done' ? [reply.response.id ?? undefined, lineOf(reply.response)] : [],
    },
    refusedBy: withCode('response_cancel_not_active'),
  },
};
