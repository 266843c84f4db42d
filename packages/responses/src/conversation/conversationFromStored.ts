import { itemIdOf, ServerItem, TranscriptionError } from '@rx-realtime/codecs';
import * as t from 'io-ts';
import type { ConversationEntry, ConversationSnapshot } from './conversationSnapshot.ts';
import { emptyState, insertAfter } from './internal/ConversationState.ts';
import { StateSnapshot, stateOf } from './internal/StateSnapshot.ts';

const StoredSound = t.intersection(
  [t.type({ receivedMs: t.number }), t.partial({ heardMs: t.number })],
  'StoredSound',
);

const StoredEntry = t.intersection(
  [
    t.type({ item: ServerItem, generation: t.number, sound: t.record(t.string, StoredSound) }),
    t.partial({
      transcription: t.keyof({ partial: null, completed: null, failed: null, interrupted: null }),
      transcriptionError: TranscriptionError,
    }),
  ],
  'StoredEntry',
);

/** A conversation as plain JSON: what `ConversationFromStored` writes. */
export interface StoredConversation {
  readonly version: 1;
  /** How many sessions there were. */
  readonly sessions: number;
  readonly droppedItems: number;
  readonly entries: readonly ConversationEntry[];
}

const StoredConversation: t.Type<StoredConversation> = t.type(
  {
    version: t.literal(1),
    sessions: t.number,
    droppedItems: t.number,
    entries: t.readonlyArray(StoredEntry),
  },
  'StoredConversation',
);

const restore = ({ sessions, droppedItems, entries }: StoredConversation): ConversationSnapshot => {
  let state = { ...emptyState, sessions, droppedItems };
  for (const entry of entries) {
    const id = itemIdOf(entry.item);
    if (id !== undefined && !state.nodes.get(id)) state = insertAfter(state, state.last, id, entry);
  }
  return new StateSnapshot(state);
};

/**
 * A conversation, stored as plain JSON.
 *
 * `encode` gives a value for `JSON.stringify`; `decode` checks every item and gives a snapshot to go on from. Words that
 * wait for their item are not stored. Sound is not stored, only how long it was.
 *
 * @example
 * import { conversation, ConversationFromStored, emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
 * import { either as E } from 'fp-ts';
 *
 * const item = { type: 'message', id: 'item_1', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] } as const;
 * const added = { type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null, item } as const;
 * const text = JSON.stringify(ConversationFromStored.encode(reduceConversation(emptyConversation, added)));
 * const read = ConversationFromStored.decode(JSON.parse(text));
 * if (read._tag === 'Right') console.log(read.right.size); // prints: 1
 * conversation({ initial: read._tag === 'Right' ? read.right : emptyConversation });
 */
export const ConversationFromStored: t.Type<ConversationSnapshot, StoredConversation> = new t.Type(
  'ConversationFromStored',
  (u): u is ConversationSnapshot => u instanceof StateSnapshot,
  (u, context) => {
    const stored = StoredConversation.validate(u, context);
    return stored._tag === 'Left' ? stored : t.success(restore(stored.right));
  },
  (snapshot) => {
    const { sessions, droppedItems } = stateOf(snapshot);
    return { version: 1, sessions, droppedItems, entries: snapshot.entries };
  },
);
