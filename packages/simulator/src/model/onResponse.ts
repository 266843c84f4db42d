import type { RealtimeResponse, ResponseCancel, ResponseCreate } from '@rx-realtime/codecs';
import { activeResponse, cancelNotActive, refusal } from '../shapes/refusal.ts';
import { cannotChangeVoice, voiceOf } from '../state/sessionVoice.ts';
import { replaceOpen, replaceResponse, responseOf } from './draft.ts';
import type { Draft, Session } from './draft.ts';
import { inserted, itemOf, placeOf, previousOf, replaced, truncatedFact } from './items.ts';
import type { ItemFact, OpenItem, ResponseFact } from './serverState.ts';

type Ending = 'completed' | 'incomplete' | 'failed' | 'turn_detected' | 'client_cancelled';

const detailsOf = (ending: Ending): RealtimeResponse['status_details'] => {
  if (ending === 'completed') return null;
  if (ending === 'failed') return { type: 'failed', error: { type: 'server_error', code: null } };
  return ending === 'incomplete'
    ? { type: 'incomplete', reason: 'max_output_tokens' }
    : { type: 'cancelled', reason: ending };
};

const statusOf = (ending: Ending): 'completed' | 'incomplete' | 'failed' | 'cancelled' =>
  ending === 'turn_detected' || ending === 'client_cancelled' ? 'cancelled' : ending;

const payload = (session: Session, response: ResponseFact, ending?: Ending): RealtimeResponse => ({
  object: 'realtime.response',
  id: response.id,
  status: ending === undefined ? 'in_progress' : statusOf(ending),
  status_details: ending === undefined ? null : detailsOf(ending),
  output: ending === undefined ? [] : response.output,
  conversation_id: response.isOutOfBand ? null : session.conversationId,
  output_modalities: [response.modality],
  max_output_tokens: response.maxOutputTokens,
  usage: null,
  metadata: response.metadata,
});

/** The item that `response.create` refers to and that is not there, if any. */
const missingReference = (
  session: Session,
  input: NonNullable<ResponseCreate['response']>['input'],
): number =>
  input?.findIndex((item) => item.type === 'item_reference' && placeOf(session.items, item.id) < 0) ?? -1;

/** Begins a response, unless the conversation has one under way. */
export const begin = (draft: Draft, session: Session, params: ResponseCreate['response'] = {}): void => {
  const missing = missingReference(session, params.input);
  if (missing >= 0)
    return draft.refuse(
      refusal('invalid_value', 'The referenced item does not exist.', `response.input[${missing}].id`),
    );
  const { settings, spokenVoice } = session;
  const voice = voiceOf({ session: settings, spokenVoice }, params.audio?.output?.voice);
  if (voice === undefined) return draft.refuse(cannotChangeVoice);
  const isOutOfBand = params.conversation === 'none';
  const active = responseOf(session, undefined);
  if (active && !isOutOfBand) return draft.refuse(activeResponse(active.id));
  const modalities = params.output_modalities ?? settings.output_modalities;
  const limit = params.max_output_tokens ?? settings.max_output_tokens;
  const response: ResponseFact = {
    id: draft.id('resp'),
    isOutOfBand,
    modality: modalities.includes('audio') ? 'audio' : 'text',
    voice,
    maxOutputTokens: typeof limit === 'number' ? limit : 'inf',
    metadata: params.metadata ?? null,
    output: [],
    open: [],
  };
  session.responses = [...session.responses, response];
  draft.events.push({
    type: 'response.created',
    event_id: draft.id('event'),
    response: payload(session, response),
  });
};

/** Begins an item of a response. */
export const open = (draft: Draft, session: Session, response: ResponseFact, fact: ItemFact): void => {
  const outputIndex = response.output.length + response.open.length;
  const item: OpenItem = { fact, outputIndex, sent: '' };
  replaceResponse(session, { ...response, open: [...response.open, item] });
  draft.events.push({
    type: 'response.output_item.added',
    event_id: draft.id('event'),
    response_id: response.id,
    output_index: outputIndex,
    item: fact.wire,
  });
  if (response.isOutOfBand) return;
  session.items = inserted(session.items, fact, null);
  draft.tellAdded(fact.wire, previousOf(session.items, fact.id));
};

/** Sends more of the item that was begun last. */
export const send = (session: Session, response: ResponseFact, text = '', audioMs = 0): void => {
  const item = response.open.at(-1);
  if (item === undefined) return;
  const fact = { ...item.fact, audioMs: item.fact.audioMs + audioMs };
  replaceOpen(session, response, { ...item, fact, sent: item.sent + text });
  if (audioMs > 0) session.spokenVoice ??= response.voice;
  const kept = itemOf(session.items, fact.id);
  if (kept && !kept.isTruncated && audioMs > 0) session.items = replaced(session.items, fact);
};

const wholeWire = ({ fact, sent }: OpenItem, status: 'completed' | 'incomplete'): ItemFact['wire'] => {
  const { wire, isSpoken } = fact;
  if (wire.type === 'function_call') return { ...wire, status, arguments: sent };
  if (wire.type !== 'message' || wire.role !== 'assistant') return wire;
  if (sent === '') return { ...wire, status, content: [] };
  const part = isSpoken
    ? { type: 'output_audio' as const, transcript: sent }
    : { type: 'output_text' as const, text: sent };
  return { ...wire, status, content: [part] };
};

/** Finishes the oldest open item of a response; returns the response after that. */
export const finish = (
  draft: Draft,
  session: Session,
  response: ResponseFact,
  status: 'completed' | 'incomplete',
): ResponseFact => {
  const [item, ...others] = response.open;
  if (item === undefined) return response;
  const { outputIndex, sent } = item;
  const { id } = item.fact;
  const kept = itemOf(session.items, id);
  const whole = { ...item.fact, wire: wholeWire(item, status) };
  const fact = kept?.isTruncated === true ? truncatedFact(whole, kept.audioMs) : whole;
  const at = { response_id: response.id, output_index: outputIndex };
  if (fact.wire.type === 'function_call')
    draft.events.push({
      type: 'response.function_call_arguments.done',
      event_id: draft.id('event'),
      ...at,
      item_id: id,
      call_id: fact.wire.call_id ?? '',
      name: fact.wire.name,
      arguments: sent,
    });
  session.items = replaced(session.items, fact);
  draft.tellDone(fact.wire, response.isOutOfBand ? null : previousOf(session.items, id));
  draft.events.push({
    type: 'response.output_item.done',
    event_id: draft.id('event'),
    ...at,
    item: fact.wire,
  });
  const next = { ...response, open: others, output: [...response.output, fact.wire] };
  replaceResponse(session, next);
  return next;
};

/** Ends a response with all that is open of it. */
export const end = (draft: Draft, session: Session, response: ResponseFact, ending: Ending): void => {
  let ended = response;
  while (ended.open.length > 0)
    ended = finish(draft, session, ended, ending === 'completed' ? 'completed' : 'incomplete');
  session.responses = session.responses.filter(({ id }) => id !== response.id);
  draft.events.push({
    type: 'response.done',
    event_id: draft.id('event'),
    response: payload(session, ended, ending),
  });
};

export const onResponseCancel = (draft: Draft, session: Session, event: ResponseCancel): void => {
  const response = responseOf(session, event.response_id);
  if (response) end(draft, session, response, 'client_cancelled');
  else draft.refuse(cancelNotActive);
};
