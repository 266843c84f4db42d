import type { TypedEvent } from './correlation.ts';

/** What ties an event to the session that it was made for. */
export interface SessionBond {
  /** Whether it means something only in that session: a cancel, a truncation, the output of a call. */
  readonly isBound: boolean;
  /** The ids of the session that it names: of an item, a response, a call. */
  readonly ids: readonly string[];
}

const free: SessionBond = { isBound: false, ids: [] };

const boundTypes: ReadonlySet<string> = new Set([
  'conversation.item.delete',
  'conversation.item.retrieve',
  'conversation.item.truncate',
  'input_audio_buffer.clear',
  'input_audio_buffer.commit',
  'output_audio_buffer.clear',
  'response.cancel',
  'session.close',
]);

/** Items that answer something that the server asked in the session. */
const answers: ReadonlySet<string> = new Set(['function_call_output', 'mcp_approval_response']);

/** Where events and items name what belongs to a session. */
interface Naming {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly item_id?: unknown;
  readonly response_id?: unknown;
  readonly call_id?: unknown;
  readonly approval_request_id?: unknown;
  readonly previous_item_id?: unknown;
}

/** `previous_item_id: 'root'` means the beginning of any conversation. */
const isId = (id: unknown): id is string => typeof id === 'string' && id !== '' && id !== 'root';

/**
 * Says whether a client event belongs to one session, and what of that session it names.
 *
 * A cancel, a truncation, a commit or the output of a call means what is in the session that it was made for: sent into
 * the next one, it would be refused there, or do harm. Messages, updates and `response.create` mean the same in any
 * session, unless they name an item.
 *
 * @example
 * import { sessionBond } from '@rx-realtime/codecs/correlation';
 *
 * const cancel = { type: 'response.cancel', response_id: 'resp_1' };
 * console.log(sessionBond(cancel).isBound, sessionBond(cancel).ids); // prints: true [ 'resp_1' ]
 * console.log(sessionBond({ type: 'response.create' }).isBound); // prints: false
 */
export function sessionBond(event: TypedEvent): SessionBond {
  const { item_id: itemId, response_id: responseId, previous_item_id: previousId }: Naming = event;
  if (boundTypes.has(event.type)) return { isBound: true, ids: [itemId, responseId].filter(isId) };
  if (event.type === 'conversation.item.create' && 'item' in event) {
    const item = event.item as Naming;
    const isBound = typeof item.type === 'string' && answers.has(item.type);
    const answered = isBound ? [item.call_id, item.approval_request_id] : [];
    return { isBound, ids: [...answered, previousId].filter(isId) };
  }
  return event.type === 'response.create' ? { isBound: false, ids: referencesOf(event) } : free;
}

/** The items of the conversation that a `response.create` takes as its input. */
function referencesOf(event: TypedEvent & { readonly response?: unknown }): readonly string[] {
  const input = (event.response as { readonly input?: unknown } | null | undefined)?.input;
  if (!Array.isArray(input)) return [];
  return (input as readonly (Naming | null)[])
    .map((item) => (item?.type === 'item_reference' ? item.id : undefined))
    .filter(isId);
}
