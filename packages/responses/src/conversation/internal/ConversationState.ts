import type { SoundFormats } from '@rx-realtime/codecs';
import type { ConversationEntry, ConversationWarning } from '../conversationSnapshot.ts';
import type { EntryChange } from './EntryChange.ts';
import { emptyMap } from './PersistentMap.ts';
import type { PersistentMap } from './PersistentMap.ts';

/** An item and its neighbours. */
interface Node {
  readonly entry: ConversationEntry;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A list linked by ids in a persistent map: insert, change and remove cost the same at any length. */
export interface ConversationState {
  readonly nodes: PersistentMap<Node>;
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** Number of `session.created`, and the item that was last at the newest one. */
  readonly sessions: number;
  readonly lastOfEarlierSessions: string | undefined;
  /** How sound is coded; undefined before a session has said so. */
  readonly formats: SoundFormats | undefined;
  /** Words that came before their item, by its id. */
  readonly pending: ReadonlyMap<string, ConversationEntry>;
  /** Items that were removed last: what still comes for them is not waiting for anything. */
  readonly removed: readonly string[];
  readonly revision: number;
  readonly droppedItems: number;
  readonly warning: ConversationWarning | undefined;
  readonly warningCount: number;
}

export const emptyState: ConversationState = {
  nodes: emptyMap(),
  first: undefined,
  last: undefined,
  sessions: 0,
  lastOfEarlierSessions: undefined,
  formats: undefined,
  pending: new Map(),
  removed: [],
  revision: 0,
  droppedItems: 0,
  warning: undefined,
  warningCount: 0,
};

/** Sessions before the current one. */
export const generationOf = ({ sessions }: ConversationState): number => Math.max(sessions - 1, 0);

export const entriesOf = ({ nodes, first }: ConversationState): readonly ConversationEntry[] => {
  const entries: ConversationEntry[] = [];
  for (let node = first === undefined ? undefined : nodes.get(first); node;) {
    entries.push(node.entry);
    node = node.after === undefined ? undefined : nodes.get(node.after);
  }
  return entries;
};

/** The last entries, at most `count`, in order. */
export const newestOf = ({ nodes, last }: ConversationState, count: number): readonly ConversationEntry[] => {
  const entries: ConversationEntry[] = [];
  let first = Math.min(Math.max(Math.floor(count), 0), nodes.size);
  for (let id = last; first > 0 && id !== undefined;) {
    const node = nodes.get(id);
    if (node) entries[--first] = node.entry;
    id = node?.before;
  }
  return entries;
};

const patch = (
  nodes: PersistentMap<Node>,
  id: string | undefined,
  change: Partial<Node>,
): PersistentMap<Node> => (id === undefined ? nodes : nodes.update(id, (node) => ({ ...node, ...change })));

/** Puts a new entry after the item `anchor`; in front of all when there is none. */
export const insertAfter = (
  state: ConversationState,
  anchor: string | undefined,
  id: string,
  entry: ConversationEntry,
): ConversationState => {
  const after = anchor === undefined ? state.first : state.nodes.get(anchor)?.after;
  const placed = state.nodes.set(id, { entry, before: anchor, after });
  return {
    ...state,
    nodes: patch(patch(placed, anchor, { after: id }), after, { before: id }),
    first: anchor === undefined ? id : state.first,
    last: after === undefined ? id : state.last,
    revision: state.revision + 1,
  };
};

/** A transcript may come a while after its item has gone. */
const rememberedRemoved = 64;

export const remove = (state: ConversationState, id: string): ConversationState => {
  const node = state.nodes.get(id);
  if (!node) return state;
  const { before, after } = node;
  const rest = state.nodes.delete(id);
  return {
    ...state,
    nodes: patch(patch(rest, before, { after }), after, { before }),
    first: before === undefined ? after : state.first,
    last: after === undefined ? before : state.last,
    lastOfEarlierSessions: state.lastOfEarlierSessions === id ? before : state.lastOfEarlierSessions,
    removed: [...state.removed.slice(1 - rememberedRemoved), id],
    revision: state.revision + 1,
  };
};

/**
 * Changes the entry of an item that is there; `isVisible` false leaves the revision as it is. It is done for every piece of
 * a text, so the copies are written out: a spread of what was a spread itself costs eight times as much.
 */
export const update = (
  state: ConversationState,
  id: string,
  change: EntryChange,
  isVisible = true,
): ConversationState => {
  const nodes = state.nodes.update(id, (node) => {
    const entry = change(node.entry);
    return entry === node.entry ? node : { entry, before: node.before, after: node.after };
  });
  if (nodes === state.nodes) return state;
  return {
    nodes,
    first: state.first,
    last: state.last,
    sessions: state.sessions,
    lastOfEarlierSessions: state.lastOfEarlierSessions,
    formats: state.formats,
    pending: state.pending,
    removed: state.removed,
    revision: isVisible ? state.revision + 1 : state.revision,
    droppedItems: state.droppedItems,
    warning: state.warning,
    warningCount: state.warningCount,
  };
};

export const warn = (state: ConversationState, warning: ConversationWarning): ConversationState => ({
  ...state,
  warning,
  warningCount: state.warningCount + 1,
});
