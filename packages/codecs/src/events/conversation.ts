import * as t from 'io-ts';
import { serverFields } from './fields.ts';
import { anyString, filled } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const conversation = struct(
  'Conversation',
  {},
  {
    /** Unique id, `conv_…`. */
    id: t.string,
    /** Always `realtime.conversation`. */
    object: anyString<'realtime.conversation'>(),
  },
);
/** The list of items that a session talks about. */
export interface Conversation extends t.TypeOf<typeof conversation> {}
export const Conversation: t.Type<Conversation> = conversation;

/** The conversation exists. In the schema, but servers no longer send it. */
export const ConversationCreated = struct(
  'ConversationCreated',
  {
    ...serverFields,
    type: t.literal('conversation.created'),
    /** The conversation. */
    conversation: filled(Conversation, () => ({})),
  },
  {},
);
export interface ConversationCreated extends t.TypeOf<typeof ConversationCreated> {}
