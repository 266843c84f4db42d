import * as t from 'io-ts';
import { clientFields, index, serverFields } from './fields.ts';
import { expected, integer, nullable } from '../describe/lenient.ts';
import { command, struct } from '../describe/struct.ts';
import { Item, ServerItem } from '../resources/item.ts';

const itemIdField = {
  /** The item, `item_…`. */
  item_id: t.string,
};

const placedItemFields = {
  ...serverFields,
  /** The item. */
  item: ServerItem,
};

const placeFields = {
  /** The item before it; null when it is the first, or out of band. */
  previous_item_id: nullable<string>(t.string),
};

/** Adds an item. Answered by `conversation.item.added` and `conversation.item.done`. */
export const ConversationItemCreate = command(
  'ConversationItemCreate',
  {
    type: t.literal('conversation.item.create'),
    /** The item to add. */
    item: Item,
  },
  {
    ...clientFields,
    /** The item to put it after; `root` for the beginning; the end when left out. */
    previous_item_id: t.string,
  },
);
export interface ConversationItemCreate extends t.TypeOf<typeof ConversationItemCreate> {}

/** Removes an item. Answered by `conversation.item.deleted`. */
export const ConversationItemDelete = command(
  'ConversationItemDelete',
  { type: t.literal('conversation.item.delete'), ...itemIdField },
  clientFields,
);
export interface ConversationItemDelete extends t.TypeOf<typeof ConversationItemDelete> {}

/** Asks for an item with its sound. Answered by `conversation.item.retrieved`. */
export const ConversationItemRetrieve = command(
  'ConversationItemRetrieve',
  { type: t.literal('conversation.item.retrieve'), ...itemIdField },
  clientFields,
);
export interface ConversationItemRetrieve extends t.TypeOf<typeof ConversationItemRetrieve> {}

/** Cuts the model's audio to what was heard, and drops its transcript. Answered by `conversation.item.truncated`. */
export const ConversationItemTruncate = command(
  'ConversationItemTruncate',
  {
    type: t.literal('conversation.item.truncate'),
    ...itemIdField,
    /** The part to cut; 0. */
    content_index: integer(),
    /** What to keep, ms from its beginning; an error when longer than the audio. */
    audio_end_ms: integer(),
  },
  clientFields,
);
export interface ConversationItemTruncate extends t.TypeOf<typeof ConversationItemTruncate> {}

/** An item exists; its content may still be on the way. */
export const ConversationItemAdded = struct(
  'ConversationItemAdded',
  { ...placedItemFields, type: t.literal('conversation.item.added') },
  placeFields,
);
export interface ConversationItemAdded extends t.TypeOf<typeof ConversationItemAdded> {}

/** An item is final. (The transcript of the user's audio may still come.) */
export const ConversationItemDone = struct(
  'ConversationItemDone',
  { ...placedItemFields, type: t.literal('conversation.item.done') },
  placeFields,
);
export interface ConversationItemDone extends t.TypeOf<typeof ConversationItemDone> {}

/** The beta's `added`. In the schema, but servers no longer send it. */
export const ConversationItemCreated = struct(
  'ConversationItemCreated',
  { ...placedItemFields, type: t.literal('conversation.item.created') },
  placeFields,
);
export interface ConversationItemCreated extends t.TypeOf<typeof ConversationItemCreated> {}

/** Confirms `conversation.item.delete`. */
export const ConversationItemDeleted = struct(
  'ConversationItemDeleted',
  { ...serverFields, type: t.literal('conversation.item.deleted'), ...itemIdField },
  {},
);
export interface ConversationItemDeleted extends t.TypeOf<typeof ConversationItemDeleted> {}

/** Answers `conversation.item.retrieve`, with the sound after noise reduction. */
export const ConversationItemRetrieved = struct(
  'ConversationItemRetrieved',
  { ...placedItemFields, type: t.literal('conversation.item.retrieved') },
  {},
);
export interface ConversationItemRetrieved extends t.TypeOf<typeof ConversationItemRetrieved> {}

/** Confirms `conversation.item.truncate`. */
export const ConversationItemTruncated = struct(
  'ConversationItemTruncated',
  {
    ...serverFields,
    type: t.literal('conversation.item.truncated'),
    ...itemIdField,
    /** The part that was cut. */
    content_index: index,
  },
  {
    /** What was kept, ms from its beginning. */
    audio_end_ms: expected(integer()),
  },
);
export interface ConversationItemTruncated extends t.TypeOf<typeof ConversationItemTruncated> {}
