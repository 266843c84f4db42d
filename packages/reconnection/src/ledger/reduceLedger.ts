import { mergeSettings } from '@rx-realtime/codecs';
import type { IdentifiedClientEvent, RealtimeResponse, ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
import type { Ledger, LedgerCall, Owed, OwedAnswer } from './ledger.ts';
import type { LedgerEntry } from './ledgerEntry.ts';
import { callAnsweredBy } from './internal/callAnsweredBy.ts';
import { voicedWords } from './voicedWords.ts';

/** Calls that are remembered: far more than a conversation waits for. */
const maxCalls = 1_000;

/** Lengths of sound that differ by less are the same: both sides sum up pieces. */
const roundingMs = 100;

/** Parts of which is remembered how far the listener is, as `playback` has them. */
const maxPlayed = 64;

/** A conversation of which nothing is known yet. */
export const emptyLedger: Ledger = {
  conversation: emptyConversation,
  delivery: [],
  settings: {},
  calls: new Map(),
  owed: {},
  played: new Map(),
  session: undefined,
};

/** A map with one more value, and without the oldest where that is too many. */
const withNewest = <V>(
  map: ReadonlyMap<string, V>,
  key: string,
  value: V,
  max: number,
): ReadonlyMap<string, V> => {
  const next = new Map(map).set(key, value);
  const [oldest = ''] = next.keys();
  if (next.size > max) next.delete(oldest);
  return next;
};

const withCall = (ledger: Ledger, call: LedgerCall): Ledger => {
  return { ...ledger, calls: withNewest(ledger.calls, call.callId, call, maxCalls) };
};

/** A call that is known is further than it was. */
const marked = (ledger: Ledger, callId: string | undefined, change: Partial<LedgerCall>): Ledger => {
  const call = ledger.calls.get(callId ?? '');
  return call ? withCall(ledger, { ...call, ...change }) : ledger;
};

const withOwed = (ledger: Ledger, owed: Owed): Ledger => ({ ...ledger, owed: { ...ledger.owed, ...owed } });

/** The answer of a response is further than it was; of another response nobody is owed anything. */
const withAnswer = (
  ledger: Ledger,
  responseId: string | null | undefined,
  change: (answer: OwedAnswer) => OwedAnswer | undefined,
): Ledger => {
  const { answer } = ledger.owed;
  return answer && answer.responseId === responseId ? withOwed(ledger, { answer: change(answer) }) : ledger;
};

const freshAnswer: OwedAnswer = {
  responseId: undefined,
  params: undefined,
  itemIds: [],
  voicedIds: [],
  hasCalled: false,
  isWhole: false,
};

/** A response has begun; out of band nobody is owed it. */
const begin = (
  ledger: Ledger,
  { id, conversation_id }: RealtimeResponse,
  params: OwedAnswer['params'],
): Ledger =>
  conversation_id === null
    ? ledger
    : withOwed(ledger, { answer: { ...freshAnswer, params, responseId: id } });

/** Whether the server answers a committed turn by itself. */
const answersTurns = ({ session }: Ledger): boolean => {
  if (session?.type !== 'realtime') return session === undefined;
  const detection = session.audio?.input?.turn_detection;
  return detection == null || !('create_response' in detection)
    ? detection !== null
    : detection.create_response !== false;
};

/** Whether a message is one after which no other is to be expected: what comes before a call is marked as such. */
const isLastWord = (item: ServerItem): boolean =>
  item.type === 'message' &&
  item.role === 'assistant' &&
  item.status !== 'incomplete' &&
  item.phase !== 'commentary';

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
        turn: { itemId: event.item_id, startMs: event.audio_start_ms ?? undefined },
      });
    case 'input_audio_buffer.cleared':
      return withOwed(ledger, { turn: undefined });
    case 'input_audio_buffer.committed': {
      const isAnswered = owed.turn !== undefined && answersTurns(ledger);
      return withOwed(ledger, { turn: undefined, answer: isAnswered ? freshAnswer : owed.answer });
    }
    case 'response.created': {
      const { responseId, params } = owed.answer ?? freshAnswer;
      if (responseId === event.response.id) return ledger;
      return begin(ledger, event.response, responseId === undefined ? params : undefined);
    }
    case 'response.output_item.added':
    case 'response.output_item.done': {
      const { item, response_id: responseId } = event;
      const isDone = event.type === 'response.output_item.done';
      const isWhole = isDone && item.type === 'function_call' && (item.status ?? 'completed') === 'completed';
      const known =
        isWhole && item.call_id != null
          ? withCall(ledger, {
              callId: item.call_id,
              name: item.name,
              responseId,
              isClaimed: false,
              isAnswered: false,
              ...ledger.calls.get(item.call_id),
            })
          : ledger;
      if (item.type === 'unknown') return known;
      return withAnswer(known, responseId, (answer) => ({
        ...answer,
        itemIds: [...new Set([...answer.itemIds, item.id])],
        hasCalled: answer.hasCalled || isWhole,
        isWhole: isDone && isLastWord(item),
      }));
    }
    case 'response.output_audio.done':
      return withAnswer(ledger, event.response_id, (answer) => ({
        ...answer,
        voicedIds: [...answer.voicedIds, event.item_id],
      }));
    case 'response.output_text.done':
      return withAnswer(ledger, event.response_id, (answer) => ({ ...answer, isWhole: true }));
    case 'response.done':
      return withAnswer(ledger, event.response.id, () => undefined);
    case 'connection.lost':
      return (owed.answer?.itemIds ?? [])
        .filter((id) => !owed.answer?.voicedIds.includes(id))
        .reduce(voice, ledger);
    default:
      return ledger;
  }
};

const confirm = (ledger: Ledger, event: IdentifiedClientEvent, reply: ServerEvent | undefined): Ledger => {
  if (event.type === 'session.update')
    return { ...ledger, settings: mergeSettings(ledger.settings, event.session) };
  return event.type === 'response.create' && reply?.type === 'response.created'
    ? begin(ledger, reply.response, event.response)
    : ledger;
};

const accept = (ledger: Ledger, event: IdentifiedClientEvent): Ledger =>
  marked({ ...ledger, delivery: [...ledger.delivery, event] }, callAnsweredBy(event), { isAnswered: true });

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
    case 'confirmed':
    case 'refused': {
      const event = ledger.delivery.find(({ event_id }) => event_id === entry.eventId);
      if (event === undefined) return ledger;
      const rest = { ...ledger, delivery: ledger.delivery.filter((other) => other !== event) };
      return entry.type === 'confirmed' ? confirm(rest, event, entry.reply) : rest;
    }
    case 'waived':
      return withOwed(ledger, { answer: undefined });
    case 'claimed':
      return marked(ledger, entry.callId, { isClaimed: true });
    case 'played': {
      const { itemId, contentIndex, playedMs } = entry;
      const key = `${itemId} ${contentIndex}`;
      if (ledger.played.get(key)?.playedMs === playedMs) return ledger;
      const part = { itemId, contentIndex, playedMs };
      return { ...ledger, played: withNewest(ledger.played, key, part, maxPlayed) };
    }
    case 'heard': {
      const { itemId: item_id, contentIndex: content_index, playedMs: audio_end_ms } = entry;
      const received = ledger.conversation.find(item_id)?.sound[content_index]?.receivedMs ?? 0;
      if (audio_end_ms + roundingMs >= received) return ledger;
      // The listener has heard less than was received: the words of the part are cut there.
      const cut = { item_id, content_index, audio_end_ms, event_id: '' };
      return reduceLedger(ledger, {
        type: 'received',
        event: { type: 'conversation.item.truncated', ...cut },
      });
    }
    case 'received': {
      const conversation = reduceConversation(ledger.conversation, entry.event);
      return receive(
        conversation === ledger.conversation ? ledger : { ...ledger, conversation },
        entry.event,
      );
    }
  }
}
