import type { ServerItem } from '@rx-realtime/codecs';
import type {
  ConversationEntry,
  ConversationSnapshot,
  ConversationWarning,
} from '../conversationSnapshot.ts';
import { entriesOf, generationOf, newestOf } from './ConversationState.ts';
import type { ConversationState } from './ConversationState.ts';

/** The one kind of snapshot there is: a view of a state. */
export class StateSnapshot implements ConversationSnapshot {
  readonly state: ConversationState;
  #entries: readonly ConversationEntry[] | undefined;
  #pending: readonly ConversationEntry[] | undefined;
  #items: readonly ServerItem[] | undefined;

  constructor(state: ConversationState) {
    this.state = state;
  }

  get entries(): readonly ConversationEntry[] {
    return (this.#entries ??= entriesOf(this.state));
  }

  get items(): readonly ServerItem[] {
    return (this.#items ??= this.entries.map(({ item }) => item));
  }

  get pending(): readonly ConversationEntry[] {
    return (this.#pending ??= [...this.state.pending.values()]);
  }

  newest(count: number): readonly ConversationEntry[] {
    return newestOf(this.state, count);
  }

  find(itemId: string): ConversationEntry | undefined {
    return this.state.nodes.get(itemId)?.entry;
  }

  get size(): number {
    return this.state.nodes.size;
  }

  get generation(): number {
    return generationOf(this.state);
  }

  get revision(): number {
    return this.state.revision;
  }

  get droppedItems(): number {
    return this.state.droppedItems;
  }

  get warning(): ConversationWarning | undefined {
    return this.state.warning;
  }

  get warningCount(): number {
    return this.state.warningCount;
  }
}

/** The state behind a snapshot; a look-alike made elsewhere has none. */
export const stateOf = (snapshot: ConversationSnapshot): ConversationState => {
  if (snapshot instanceof StateSnapshot) return snapshot.state;
  throw new TypeError('expected what conversation(), reduceConversation() or ConversationFromStored made');
};
