import { itemIdOf, textOf } from '@rx-realtime/codecs';
import type { RealtimeResponse, ServerEvent, ServerItem } from '@rx-realtime/codecs';
import type { Turn, TurnResponse } from '../turn.ts';
import { newTurn } from './turnBook.ts';
import type { TurnBook } from './turnBook.ts';

type Change = (turn: Turn) => Turn;

const withStatus =
  (responseId: string, status: TurnResponse['status']): Change =>
  (turn) => ({
    ...turn,
    responses: turn.responses.map((one) => (one.responseId === responseId ? { responseId, status } : one)),
  });

const isRunning = ({ status }: TurnResponse): boolean => status === 'running';

const endings = ['cancelled', 'incomplete', 'failed'] as const;

/** How a response ended; a word that this version does not know is no failure. */
const endedAs = (status: RealtimeResponse['status']): TurnResponse['status'] =>
  endings.find((ending) => ending === status) ?? 'completed';

/** The phase that the responses of a turn leave it in: after a call it waits for the answer to that. */
const settled = (turn: Turn): Turn => {
  if (turn.responses.some(isRunning)) return { ...turn, phase: 'answering' };
  const last = turn.responses.at(-1);
  const waits =
    last?.status === 'completed' && turn.calls.some(({ responseId }) => responseId === last.responseId);
  return { ...turn, phase: waits ? 'waiting' : 'answered' };
};

const ended =
  ({ id, status }: RealtimeResponse): Change =>
  (turn) => {
    const now = settled(withStatus(id, endedAs(status))(turn));
    return status === 'cancelled' ? { ...now, isInterrupted: true } : now;
  };

const lost: Change = (turn) =>
  settled({
    ...turn,
    responses: turn.responses.map((one) => (isRunning(one) ? { ...one, status: 'lost' } : one)),
  });

const produced =
  (responseId: string, item: ServerItem, isDone: boolean): Change =>
  (turn) => {
    const id = itemIdOf(item);
    const itemIds = id === undefined || turn.itemIds.includes(id) ? turn.itemIds : [...turn.itemIds, id];
    if (!isDone || item.type !== 'function_call' || !('call_id' in item)) return { ...turn, itemIds };
    const { call_id: callId, name } = item;
    if (callId == null || name == null || turn.calls.some((call) => call.callId === callId))
      return { ...turn, itemIds };
    return { ...turn, itemIds, calls: [...turn.calls, { callId, name, responseId }] };
  };

const interrupted: Change = (turn) => ({ ...turn, isInterrupted: true });

const isOfUser = (item: ServerItem): boolean =>
  item.type === 'message' && 'role' in item && item.role === 'user';

const abandoned = ({ phase }: Turn): boolean => phase === 'speaking';

/** The turns that an event changes, as they are after it; notes them in the book. */
export const changesOf = (event: ServerEvent, book: TurnBook): readonly Turn[] => {
  const change = (turn: Turn | undefined, by: Change): readonly Turn[] => {
    const now = turn && by(turn);
    return now === undefined || now === book.find(now.id) ? [] : [book.keep(now)];
  };
  const changeAll = (which: (turn: Turn) => boolean, by: Change): readonly Turn[] =>
    book
      .all()
      .filter(which)
      .map((turn) => book.keep(by(turn)));
  const giveUp: Change = (turn) => ({ ...turn, phase: 'abandoned' });
  const begun = (id: string): Turn => book.find(id) ?? newTurn(id);

  switch (event.type) {
    case 'input_audio_buffer.speech_started':
      return [
        ...changeAll((turn) => abandoned(turn) && turn.id !== event.item_id, giveUp),
        ...change(begun(event.item_id), (turn) => ({ ...turn, startMs: event.audio_start_ms ?? undefined })),
      ];
    case 'input_audio_buffer.speech_stopped':
      return change(book.find(event.item_id), (turn) => ({
        ...turn,
        endMs: event.audio_end_ms ?? undefined,
      }));
    case 'input_audio_buffer.committed':
      return change(begun(event.item_id), (turn) => ({ ...turn, phase: 'waiting' }));
    case 'input_audio_buffer.cleared':
      return changeAll(abandoned, giveUp);
    case 'conversation.item.added': {
      const id = itemIdOf(event.item);
      if (id === undefined || book.find(id) || !isOfUser(event.item)) return [];
      return change(newTurn(id), (turn) => ({ ...turn, phase: 'waiting', transcript: textOf(event.item) }));
    }
    case 'conversation.item.input_audio_transcription.completed':
      return change(book.find(event.item_id), (turn) => ({ ...turn, transcript: event.transcript ?? '' }));
    case 'response.created': {
      const { id, conversation_id: conversationId } = event.response;
      if (conversationId === null) return [];
      return change(book.toBeAnswered(), (turn) =>
        settled({ ...turn, responses: [...turn.responses, { responseId: id, status: 'running' }] }),
      );
    }
    case 'response.output_item.added':
    case 'response.output_item.done':
      return change(
        book.ofResponse(event.response_id),
        produced(event.response_id, event.item, event.type === 'response.output_item.done'),
      );
    case 'response.done':
      return change(book.ofResponse(event.response.id), ended(event.response));
    case 'conversation.item.truncated':
      return change(book.ofItem(event.item_id), interrupted);
    case 'conversation.item.deleted':
      // Of the newest answer nothing was heard; an older one is removed to keep the conversation short.
      return change(book.toBeAnswered(), (turn) =>
        turn.itemIds.includes(event.item_id) ? interrupted(turn) : turn,
      );
    case 'connection.lost':
      return [
        ...changeAll(abandoned, giveUp),
        ...changeAll(({ responses }) => responses.some(isRunning), lost),
      ];
    default:
      return [];
  }
};
