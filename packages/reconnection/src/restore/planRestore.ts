import type {
  ConversationItemCreate,
  FunctionCallItem,
  Item,
  MessageItem,
  RestoredItem,
  RestoreReport,
  ServerItem,
  UserContent,
} from '@rx-realtime/codecs';
import { estimateTokens, itemIdOf, textOf } from '@rx-realtime/codecs';
import type { ConversationEntry, ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { ReplayLimits } from './replayLimits.ts';

/** What to say to a new session so that it holds a conversation. */
export interface RestorePlan {
  /** In order, the items under their own ids. */
  readonly creates: readonly ConversationItemCreate[];
  /** Calls that wait for their output, by `call_id`: each goes right before it. */
  readonly waiting: ReadonlyMap<string, FunctionCallItem>;
  /** What does not fit into the limits, the oldest first: it is not in `creates`. */
  readonly tooOld: readonly Replay[];
  readonly report: RestoreReport;
}

/** An item in the form in which it goes back. */
export interface Replay {
  readonly itemId: string;
  /** One, or a call with its output; none where nothing of it can go back. */
  readonly items: readonly Item[];
  /** What was lost of it; undefined when nothing was. */
  readonly reason: string | undefined;
}

/** What a plan is made with. */
export interface RestoreConfig extends ReplayLimits {
  /** The sound of a user's item that has no transcript, as base64. */
  readonly soundOf?: (itemId: string) => string | undefined;
  /** Calls whose output is on its way. */
  readonly answered?: ReadonlySet<string>;
}

type KnownItem = Extract<ServerItem, { readonly id: string }>;
type UserItem = Extract<KnownItem, { readonly role: 'user' }>;
type AssistantItem = Extract<KnownItem, { readonly role: 'assistant' }>;

const given = (itemId: string, items: readonly Item[], reason?: string): Replay => ({
  itemId,
  items,
  reason,
});

const lost = (itemId: string, reason: string): Replay => given(itemId, [], reason);

const replayUser = (
  { id, content }: UserItem,
  { transcription }: ConversationEntry,
  soundOf: RestoreConfig['soundOf'],
): Replay => {
  let reason: string | undefined;
  const parts = content.flatMap((part): UserContent[] => {
    if (part.type === 'input_image') return [part];
    if (part.type !== 'input_audio' && typeof part.text === 'string')
      return [{ type: 'input_text', text: part.text }];
    const isFinal = (transcription ?? 'completed') === 'completed';
    if (isFinal && typeof part.transcript === 'string' && part.transcript !== '') {
      reason ??= 'its words in place of its sound';
      return [{ type: 'input_text', text: part.transcript }];
    }
    const audio = part.audio ?? soundOf?.(id);
    return audio ? [{ type: 'input_audio', audio }] : [];
  });
  if (parts.length === 0) return lost(id, 'nothing of it is known');
  if (parts.length < content.length) reason = 'not all of it is known';
  return given(id, [{ type: 'message', role: 'user', id, content: parts }], reason);
};

const replayAssistant = (assistant: AssistantItem): Replay => {
  const { id, content } = assistant;
  const text = textOf(assistant).trim();
  if (text === '') return lost(id, 'nothing of it was heard');
  const isSpoken = content.some(({ type }) => type === 'output_audio' || type === 'audio');
  const item: MessageItem = {
    type: 'message',
    role: 'assistant',
    id,
    content: [{ type: 'output_text', text }],
  };
  return given(id, [item], isSpoken ? 'its words in place of its sound' : undefined);
};

/** What the service did itself, told in words: it cannot be given back. */
const summary = (id: string, text: string): Replay => {
  const content = [{ type: 'input_text', text }] as const;
  return given(id, [{ type: 'message', role: 'system', id, content }], 'a summary in its place');
};

const replayOf = (
  entry: ConversationEntry,
  outputs: ReadonlyMap<string, KnownItem>,
  { soundOf, answered }: RestoreConfig,
  waiting: Map<string, FunctionCallItem>,
  used: Set<KnownItem>,
): Replay | undefined => {
  const { item } = entry;
  if (item.type === 'unknown')
    return lost(itemIdOf(item) ?? '', `an item of the unknown kind ${item.wireType}`);
  const { id } = item;
  switch (item.type) {
    case 'message':
      if (item.role === 'system') return given(id, [{ ...item, content: item.content, status: 'completed' }]);
      return item.role === 'user' ? replayUser(item, entry, soundOf) : replayAssistant(item);
    case 'function_call': {
      const { call_id, name, arguments: args } = item;
      if (call_id === undefined || call_id === null) return lost(id, 'a call without an id');
      if ((item.status ?? 'completed') !== 'completed') return lost(id, 'a call that was not complete');
      const call: FunctionCallItem = { type: 'function_call', id, call_id, name, arguments: args };
      const output = outputs.get(call_id);
      // It answers one call: another one of the same id waits.
      if (output === undefined || used.has(output) || answered?.has(call_id)) {
        waiting.set(call_id, call);
        return undefined;
      }
      used.add(output);
      return given(id, [call, output]);
    }
    case 'function_call_output':
      // It goes with its call.
      return used.has(item) || answered?.has(item.call_id)
        ? undefined
        : lost(id, 'an output without its call');
    case 'mcp_call':
      return summary(
        id,
        `The tool ${item.name} of ${item.server_label} returned: ${item.output ?? (item.error ? 'an error' : 'outcome unknown')}`,
      );
    case 'mcp_approval_response':
      return summary(id, `The tool was ${item.approve ? '' : 'not '}allowed`);
    default:
      return lost(id, `${item.type} belongs to its session`);
  }
};

const costOf = (items: readonly Item[]): number => items.reduce((sum, item) => sum + estimateTokens(item), 0);

/** What is said of items of which something was lost. */
const told = (replays: readonly Replay[]): readonly RestoredItem[] =>
  replays.flatMap(({ itemId, reason }) => (reason === undefined ? [] : [{ itemId, reason }]));

/** More at once could not be told apart by their answers: a link keeps account of 4,096 events. */
const mostItems = 4_000;

/** Where the newest items begin that are within the limits together. */
const firstWithin = (
  replays: readonly Replay[],
  { maxTokens = 20_000, maxItems = 500, maxBytes = 8 * 1024 * 1024 }: ReplayLimits,
): number => {
  let [tokens, bytes, count] = [0, 0, 0];
  return replays.reduceRight((first, { items }, index) => {
    tokens += costOf(items);
    bytes += JSON.stringify(items).length;
    count += items.length;
    const isOver = tokens > maxTokens || bytes > maxBytes || count > Math.min(maxItems, mostItems);
    return first || (isOver ? index + 1 : 0);
  }, 0);
};

/**
 * Plans how a new session is given a conversation: items in their order, under their own ids.
 *
 * What was spoken goes back as text: the assistant's words as far as they were heard, the user's final transcript; without
 * one the sound itself, where it was kept. A function call and its output are one pair; a call without output waits for it.
 * What MCP servers did is told in words. Over the limits the oldest items are left out.
 *
 * @param conversation what was said
 * @param config limits, and the sound that was kept
 * @example
 * import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
 * import { planRestore } from '@rx-realtime/reconnection';
 *
 * const item = { type: 'message', id: 'item_1', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] } as const;
 * const added = { type: 'conversation.item.added', event_id: 'event_1', previous_item_id: null, item } as const;
 * console.log(planRestore(reduceConversation(emptyConversation, added)).report.exact); // prints: [ 'item_1' ]
 */
export function planRestore(
  { entries }: Pick<ConversationSnapshot, 'entries'>,
  config: RestoreConfig = {},
): RestorePlan {
  const waiting = new Map<string, FunctionCallItem>();
  const used = new Set<KnownItem>();
  const outputs = new Map(
    entries.flatMap(({ item }) =>
      item.type === 'function_call_output' ? [[item.call_id, item] as const] : [],
    ),
  );
  const found = entries.flatMap((entry) => replayOf(entry, outputs, config, waiting, used) ?? []);
  const replays = found.filter(({ items }) => items.length > 0);
  const first = firstWithin(replays, config);
  const tooOld = replays.slice(0, first);
  const kept = replays.slice(first);
  const items = kept.flatMap((replay) => replay.items);
  return {
    creates: items.map((item) => ({ type: 'conversation.item.create', item })),
    waiting,
    tooOld,
    report: {
      exact: kept.flatMap(({ itemId, reason }) => (reason === undefined ? [itemId] : [])),
      degraded: told(kept),
      dropped: [
        ...tooOld.map(({ itemId }) => ({ itemId, reason: 'over the limits' })),
        ...told(found.filter((replay) => replay.items.length === 0)),
      ],
      estimatedTokens: Math.ceil(costOf(items)),
    },
  };
}
