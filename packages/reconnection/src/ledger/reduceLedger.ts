import { mergeSettings } from '@rx-realtime/codecs';
import type { IdentifiedClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
import type { Ledger, LedgerCall, Owed, OwedAnswer } from './ledger.ts';
import type { LedgerEntry } from './ledgerEntry.ts';
import { voicedWords } from './voicedWords.ts';

/** Calls that are remembered: far more than a conversation waits for. */
const maxCalls = 1_000;

/** A conversation of which nothing is known yet. */
export const emptyLedger: Ledger = {
  conversation: emptyConversation,
  delivery: [],
  settings: {},
  calls: new Map(),
  owed: {},
  session: undefined,
};

const withCall = (ledger: Ledger, call: LedgerCall): Ledger => {
  const calls = new Map(ledger.calls).set(call.callId, call);
  for (const oldest of calls.keys()) {
    if (calls.size <= maxCalls) break;
    calls.delete(oldest);
  }
  return { ...ledger, calls };
};

const withOwed = (ledger: Ledger, owed: Owed): Ledger => ({ ...ledger, owed });

const without = (owed: Owed, key: keyof Owed): Owed => {
  const { [key]: _, ...rest } = owed;
  return rest;
};

const freshAnswer: OwedAnswer = {
  responseId: undefined,
  params: undefined,
  itemIds: [],
  voicedIds: [],
  hasCalled: false,
  isWhole: false,
};

/** Whether the server answers a committed turn by itself. */
const answersTurns = ({ session }: Ledger): boolean => {
  if (session === undefined || session.type !== 'realtime') return session === undefined;
  const detection = session.audio?.input?.turn_detection;
  if (detection === null) return false;
  return detection === undefined || !('create_response' in detection) || detection.create_response !== false;
};

/** Whether a message is whole after which no other is to be expected: what comes before a call is marked as such. */
const isLastWord = (
  event: Extract<ServerEvent, { readonly type: `response.output_item.${string}` }>,
): boolean => {
  const { item, type } = event;
  const isMessage = item.type === 'message' && item.role === 'assistant';
  return (
    type === 'response.output_item.done' &&
    isMessage &&
    item.status !== 'incomplete' &&
    item.phase !== 'commentary'
  );
};

/** Nobody will hear the words of an answer whose sound has not come. */
const voice = (ledger: Ledger, itemId: string): Ledger => {
  const item = voicedWords(ledger.conversation, itemId);
  if (item === undefined) return ledger;
  const event = { type: 'conversation.item.retrieved', event_id: '', item } as const;
  return { ...ledger, conversation: reduceConversation(ledger.conversation, event) };
};

const receive = (ledger: Ledger, event: ServerEvent): Ledger => {
  const { owed } = ledger;
  switch (event.type) {
    case 'session.created':
    case 'session.updated':
    case 'connection.restored':
      return event.session.type === 'unknown' ? ledger : { ...ledger, session: event.session };
    case 'input_audio_buffer.speech_started':
      return withOwed(ledger, {
        ...owed,
        turn: { itemId: event.item_id, startMs: event.audio_start_ms ?? undefined },
      });
    case 'input_audio_buffer.cleared':
      return withOwed(ledger, without(owed, 'turn'));
    case 'input_audio_buffer.committed': {
      const isAnswered = owed.turn !== undefined && answersTurns(ledger);
      const rest = without(owed, 'turn');
      return withOwed(ledger, isAnswered ? { ...rest, answer: freshAnswer } : rest);
    }
    case 'response.created': {
      const { id, conversation_id } = event.response;
      if (conversation_id === null || owed.answer?.responseId === id) return ledger;
      const params = owed.answer?.responseId === undefined ? owed.answer?.params : undefined;
      return withOwed(ledger, { ...owed, answer: { ...freshAnswer, params, responseId: id } });
    }
    case 'response.output_item.added':
    case 'response.output_item.done': {
      const { item, response_id: responseId } = event;
      const { answer } = owed;
      const isCall = item.type === 'function_call' && event.type === 'response.output_item.done';
      const isWhole = isCall && (item.status ?? 'completed') === 'completed';
      const known =
        isWhole && item.call_id !== undefined && item.call_id !== null
          ? withCall(ledger, {
              callId: item.call_id,
              name: item.name,
              responseId,
              isClaimed: false,
              isAnswered: false,
              ...ledger.calls.get(item.call_id),
            })
          : ledger;
      if (answer === undefined || answer.responseId !== responseId || item.type === 'unknown') return known;
      const itemIds = answer.itemIds.includes(item.id) ? answer.itemIds : [...answer.itemIds, item.id];
      return withOwed(known, {
        ...owed,
        answer: { ...answer, itemIds, hasCalled: answer.hasCalled || isWhole, isWhole: isLastWord(event) },
      });
    }
    case 'response.output_audio.done':
      return owed.answer?.responseId === event.response_id
        ? withOwed(ledger, {
            ...owed,
            answer: { ...owed.answer, voicedIds: [...owed.answer.voicedIds, event.item_id] },
          })
        : ledger;
    case 'response.output_text.done':
      return owed.answer?.responseId === event.response_id
        ? withOwed(ledger, { ...owed, answer: { ...owed.answer, isWhole: true } })
        : ledger;
    case 'response.done':
      return owed.answer?.responseId === event.response.id
        ? withOwed(ledger, without(owed, 'answer'))
        : ledger;
    case 'connection.lost':
      return (owed.answer?.itemIds ?? [])
        .filter((id) => !owed.answer?.voicedIds.includes(id))
        .reduce(voice, ledger);
    default:
      return ledger;
  }
};

const confirm = (
  ledger: Ledger,
  event: IdentifiedClientEvent | undefined,
  reply: ServerEvent | undefined,
): Ledger => {
  if (event?.type === 'session.update')
    return { ...ledger, settings: mergeSettings(ledger.settings, event.session) };
  if (event?.type === 'response.create' && reply?.type === 'response.created') {
    const { id, conversation_id } = reply.response;
    if (conversation_id === null) return ledger;
    const answer = { ...freshAnswer, responseId: id, params: event.response };
    return withOwed(ledger, { ...ledger.owed, answer });
  }
  return ledger;
};

const settled = (ledger: Ledger, eventId: string): [Ledger, IdentifiedClientEvent | undefined] => {
  const event = ledger.delivery.find(({ event_id }) => event_id === eventId);
  if (event === undefined) return [ledger, undefined];
  return [{ ...ledger, delivery: ledger.delivery.filter((other) => other !== event) }, event];
};

const accept = (ledger: Ledger, event: IdentifiedClientEvent): Ledger => {
  const delivery = [...ledger.delivery, event];
  const item = event.type === 'conversation.item.create' ? event.item : undefined;
  const call = item?.type === 'function_call_output' ? ledger.calls.get(item.call_id) : undefined;
  const next = { ...ledger, delivery };
  return call ? withCall(next, { ...call, isAnswered: true }) : next;
};

/** The listener has heard less than was received: the words of the part are cut there. */
const hear = (ledger: Ledger, itemId: string, contentIndex: number, playedMs: number): Ledger => {
  const received = ledger.conversation.find(itemId)?.sound[contentIndex]?.receivedMs;
  if (received === undefined || playedMs >= received) return ledger;
  const conversation = reduceConversation(ledger.conversation, {
    type: 'conversation.item.truncated',
    event_id: '',
    item_id: itemId,
    content_index: contentIndex,
    audio_end_ms: playedMs,
  });
  return { ...ledger, conversation };
};

/**
 * The ledger after one more thing that happened. Pure.
 *
 * Client events stay in `delivery` until the server has answered them; confirmed settings are merged; calls are known from
 * their whole item on; `owed` names the turn that has begun and the answer that has not ended.
 *
 * @param ledger start with `emptyLedger`
 * @param entry what happened
 * @example
 * import { responseCreate, withIds } from '@rx-realtime/codecs';
 * import { emptyLedger, reduceLedger } from '@rx-realtime/reconnection';
 *
 * const asked = reduceLedger(emptyLedger, { type: 'accepted', event: withIds(responseCreate()) });
 * console.log(asked.delivery.length); // prints: 1
 */
export function reduceLedger(ledger: Ledger, entry: LedgerEntry): Ledger {
  switch (entry.type) {
    case 'snapshot':
      return entry.ledger;
    case 'accepted':
      return accept(ledger, entry.event);
    case 'confirmed': {
      const [rest, event] = settled(ledger, entry.eventId);
      return confirm(rest, event, entry.reply);
    }
    case 'refused':
      return settled(ledger, entry.eventId)[0];
    case 'waived':
      return withOwed(ledger, without(ledger.owed, 'answer'));
    case 'claimed': {
      const call = ledger.calls.get(entry.callId);
      return call ? withCall(ledger, { ...call, isClaimed: true }) : ledger;
    }
    case 'heard':
      return hear(ledger, entry.itemId, entry.contentIndex, entry.playedMs);
    case 'received': {
      const conversation = reduceConversation(ledger.conversation, entry.event);
      return receive(
        conversation === ledger.conversation ? ledger : { ...ledger, conversation },
        entry.event,
      );
    }
  }
}
