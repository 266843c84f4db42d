import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { Draft, responseOf } from './draft.ts';
import type { Session } from './draft.ts';
import type { Happening } from './happening.ts';
import { onInputAppend, onInputClear, onInputCommit, onInputBegins, onInputEnds } from './onInput.ts';
import { onItemCreate, onItemDelete, onItemRetrieve, onItemTranscribed, onItemTruncate } from './onItem.ts';
import { begin, end, finish, onResponseCancel, open, send } from './onResponse.ts';
import { onSessionOpens, onSessionUpdate } from './onSession.ts';
import type { ServerState } from './serverState.ts';

type OfResponse = Extract<Happening, { readonly response_id?: string }>;

const onSaying = (draft: Draft, session: Session, happening: OfResponse): void => {
  const response = responseOf(session, happening.response_id);
  if (response === undefined) return;
  switch (happening.type) {
    case 'server.says': {
      const id = draft.id('item');
      const wire = {
        id,
        type: 'message' as const,
        status: 'in_progress' as const,
        role: 'assistant' as const,
        content: [],
      };
      const isSpoken = response.modality === 'audio';
      open(draft, session, response, { id, wire, audioMs: 0, isSpoken, isTruncated: false });
      sendIn(session, response.id, happening.text, happening.audio_ms);
      return;
    }
    case 'server.calls': {
      const id = draft.id('item');
      const wire = {
        id,
        type: 'function_call' as const,
        status: 'in_progress' as const,
        name: happening.name,
        call_id: draft.id('call'),
        arguments: '',
      };
      open(draft, session, response, { id, wire, audioMs: 0, isSpoken: false, isTruncated: false });
      sendIn(session, response.id, happening.arguments);
      return;
    }
    case 'server.sends':
      return send(session, response, happening.text, happening.audio_ms);
    case 'server.finishes':
      finish(draft, session, response, 'completed');
      return;
    default:
      end(draft, session, response, happening.status ?? 'completed');
  }
};

const sendIn = (session: Session, responseId: string, text?: string, audioMs?: number): void => {
  const response = responseOf(session, responseId);
  if (response && (text !== undefined || audioMs !== undefined)) send(session, response, text, audioMs);
};

/** Whatever a session can be told. */
const on = (draft: Draft, session: Session, input: ClientEvent | Happening): void => {
  switch (input.type) {
    case 'input_audio_buffer.append':
      return onInputAppend(session, input);
    case 'conversation.item.create':
      return onItemCreate(draft, session, input);
    case 'conversation.item.delete':
      return onItemDelete(draft, session, input);
    case 'conversation.item.retrieve':
      return onItemRetrieve(draft, session, input);
    case 'conversation.item.truncate':
      return onItemTruncate(draft, session, input);
    case 'response.create':
      return begin(draft, session, input.response);
    case 'response.cancel':
      return onResponseCancel(draft, session, input);
    case 'session.update':
      return onSessionUpdate(draft, session, input);
    case 'input_audio_buffer.commit':
      return onInputCommit(draft, session);
    case 'input_audio_buffer.clear':
      return onInputClear(draft, session);
    case 'server.speech_starts':
      return onInputBegins(draft, session, input.audio_start_ms);
    case 'server.speech_stops':
      return onInputEnds(draft, session, input.audio_end_ms);
    case 'server.transcribes':
      return onItemTranscribed(draft, session, input);
    case 'server.says':
    case 'server.calls':
    case 'server.sends':
    case 'server.finishes':
    case 'server.ends':
      return onSaying(draft, session, input);
    default:
  }
};

/**
 * What a Realtime server makes of an event, as a pure function: its state after it, and what it sends.
 *
 * The contract of the protocol without JSON, sound, timers or a line: which items there are and in which order, which
 * responses are under way and how they end, which calls can be answered, what is refused and with which code, and that a
 * close loses everything. What a client cannot cause is a {@link Happening}: the line opens or closes, the user speaks,
 * the assistant answers. So a program can be run against millions of orders of events, each cut where it hurts.
 *
 * ```
 * opens               session.created
 * item.create         conversation.item.added  conversation.item.done
 * response.create     response.created
 * says                response.output_item.added  conversation.item.added
 * ends                conversation.item.done  response.output_item.done  response.done
 * closes
 * ```
 *
 * It takes about a microsecond an event, and longer the more items the conversation has. States are values: keep them,
 * go back to them, compare them. An event of the client is lost when nobody is connected, as on the wire. Left out are
 * deltas and the parts of content, usage and rate limits, phases, MCP, translation and transcription sessions, and the
 * shape of what the client sends: it has to fit its type. Specs compare it with the simulator.
 *
 * @param state {@link newServer} at first, then what was returned last
 * @param input a client event, or what happens without one
 * @returns the state after it, and the events that the server sends, in order
 * @example
 * import { newServer, reduceServer } from '@rx-realtime/simulator';
 * import type { Happening } from '@rx-realtime/simulator';
 *
 * const inputs = [{ type: 'server.opens' }, { type: 'response.create' }, { type: 'server.says', text: 'Hi.' }] as const;
 * let state = newServer;
 * for (const input of inputs) {
 *   const [next, events] = reduceServer(state, input);
 *   state = next;
 *   console.log(events.map(({ type }) => type).join(' '));
 * }
 * const lost: Happening = { type: 'server.closes' };
 * console.log(reduceServer(state, lost)[0].session);
 * // prints: session.created
 * // prints: response.created
 * // prints: response.output_item.added conversation.item.added
 * // prints: undefined
 */
export function reduceServer(
  state: ServerState,
  input: ClientEvent | Happening,
): readonly [ServerState, readonly ServerEvent[]] {
  const clientEventId = 'event_id' in input ? (input.event_id ?? null) : null;
  const draft = new Draft(state.made, clientEventId);
  if (input.type === 'server.opens') {
    const session = onSessionOpens(draft, input.model);
    return [draft.state(session), draft.events];
  }
  if (state.session === undefined) return [state, draft.events];
  if (input.type === 'server.closes') return [draft.state(undefined), draft.events];
  const session: Session = { ...state.session };
  on(draft, session, input);
  return [draft.state(session), draft.events];
}
