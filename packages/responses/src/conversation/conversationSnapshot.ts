import type { ServerItem, TranscriptionError } from '@rx-realtime/codecs';

/** How much sound of one content part there is, in milliseconds. */
export interface PartSound {
  /** Sound that the server sent. 0 where sound does not come over this connection (WebRTC, SIP). */
  readonly receivedMs: number;
  /** Where the part was truncated: what the user heard. */
  readonly heardMs?: number;
}

/** One item of a conversation, with what is known about it. */
export interface ConversationEntry {
  /** The item with its texts and transcripts as far as they are known, shortened to what was heard where it was truncated. */
  readonly item: ServerItem;
  /** Which session the item was last in; the server knows only those of the newest (see `ConversationSnapshot.generation`). */
  readonly generation: number;
  /** Sound by content index. */
  readonly sound: Readonly<Record<number, PartSound>>;
  /** How far the transcription of the user's sound is; absent where none was seen. */
  readonly transcription?: 'partial' | 'completed' | 'failed' | 'interrupted' | undefined;
  /** Why the transcription failed. */
  readonly transcriptionError?: TranscriptionError | undefined;
}

/** Something about the events of a conversation that did not fit, and what was done about it. */
export type ConversationWarning =
  /** The item is to stand after one that is not there; it was put at the end. */
  | { readonly _tag: 'UnknownAnchor'; readonly itemId: string; readonly previousItemId: string }
  /** The event is about an item that is not there; it was left out. */
  | { readonly _tag: 'UnknownItem'; readonly itemId: string; readonly eventType: string }
  /** The event is about a content part far beyond those that are there; it was left out. */
  | {
      readonly _tag: 'UnknownPart';
      readonly itemId: string;
      readonly contentIndex: number;
      readonly eventType: string;
    }
  /** Words came for more items than may wait to be added; those of this item were left out. */
  | { readonly _tag: 'PendingOverflow'; readonly itemId: string }
  /** The content part has grown beyond its limit; the event was left out. */
  | {
      readonly _tag: 'TextOverflow';
      readonly itemId: string;
      readonly contentIndex: number;
      readonly eventType: string;
    };

/**
 * A conversation at one moment. Immutable: an event makes a new snapshot, which shares all items that did not change.
 *
 * `items` and `entries` are lists made when first asked for, once for each snapshot.
 */
export interface ConversationSnapshot {
  /** The items in the order of the conversation, with what is known about them. */
  readonly entries: readonly ConversationEntry[];
  /** The items in the order of the conversation. */
  readonly items: readonly ServerItem[];
  /**
   * What the user says and the server has not added yet, in the order of the first words: transcription that streams runs
   * ahead of its item. Each leaves this list when its item is added.
   */
  readonly pending: readonly ConversationEntry[];
  /** The entry of an item. */
  find(itemId: string): ConversationEntry | undefined;
  /** The last entries, at most `count`, in order. Costs by their number, however long the conversation is. */
  newest(count: number): readonly ConversationEntry[];
  /** Number of items. */
  readonly size: number;
  /** Counts the sessions: 0 until the second `session.created`. */
  readonly generation: number;
  /** Rises with every change that can be seen in `entries` or `pending`. */
  readonly revision: number;
  /** Items that `maxItems` pushed out at the front. */
  readonly droppedItems: number;
  /** The newest thing that did not fit. */
  readonly warning: ConversationWarning | undefined;
  /** How many things did not fit. */
  readonly warningCount: number;
}
