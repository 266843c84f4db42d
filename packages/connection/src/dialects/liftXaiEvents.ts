import { liftBetaEvent } from '@rx-realtime/codecs/beta';
import { fieldsIn, isFields } from './fields.ts';
import type { Fields } from './fields.ts';

/** Turns whose words are followed at once; they come one after the other. */
const maxFollowed = 16;

const transcription = 'conversation.item.input_audio_transcription.';

/** Codes of OpenAI's for what xAI says in words only. */
const codes: readonly (readonly [words: RegExp, code: string])[] = [
  [/no active response/i, 'response_cancel_not_active'],
  [/already has an active response/i, 'conversation_already_has_active_response'],
];

const liftError = (event: Fields): Fields => {
  const error = fieldsIn(event, 'error');
  const known = codes.find(([words]) => words.test(String(error['message'])));
  return known ? { ...event, error: { ...error, code: known[1] } } : event;
};

/** Without a place an item stands at the end; xAI says `null`, which is the front, wherever it stands. */
const liftPlace = ({ previous_item_id: place, ...event }: Fields): Fields =>
  place == null ? event : { ...event, previous_item_id: place };

/** The usage of a response stands beside it, too. */
const liftUsage = (event: Fields): Fields => {
  const response = fieldsIn(event, 'response');
  return { ...event, response: { ...response, usage: response['usage'] ?? event['usage'] } };
};

/**
 * Lifts the events of xAI, whose transcripts of the user come as a whole again and again: those of each connection by
 * themselves.
 *
 * A transcript that goes on is a delta. One that corrects itself is no delta: it stays as it is, an event of type
 * `unknown`, until it goes on from what is known, or is complete.
 */
export function liftXaiEvents(): (event: unknown, connection?: object) => readonly unknown[] {
  const nobody = {};
  /** What was said as deltas, by item, of each connection. */
  const saidBy = new WeakMap<object, Map<string, string>>();
  const saidOf = (connection: object): Map<string, string> => {
    const said = saidBy.get(connection) ?? new Map<string, string>();
    saidBy.set(connection, said);
    return said;
  };

  const follow = (event: Fields, said: Map<string, string>): readonly unknown[] => {
    const { type: _type, item_id: id, transcript: text, ...rest } = event;
    const known = said.get(String(id)) ?? '';
    if (typeof text !== 'string' || !text.startsWith(known)) return [event];
    said.delete(String(id));
    said.set(String(id), text);
    for (const oldest of said.keys()) if (said.size > maxFollowed) said.delete(oldest);
    const delta = text.slice(known.length);
    return delta === '' ? [] : [{ type: `${transcription}delta`, ...rest, item_id: id, delta }];
  };

  return (event, connection = nobody) => {
    if (!isFields(event)) return [event];
    const said = saidOf(connection);
    switch (event['type']) {
      case 'ping':
        return [];
      case 'error':
        return [liftError(event)];
      case 'conversation.item.added':
        return liftBetaEvent({ ...liftPlace(event), type: 'conversation.item.created' });
      case 'response.done':
        return liftBetaEvent(liftUsage(event));
      case `${transcription}updated`:
        return follow(event, said);
      case `${transcription}completed`:
        if (event['status'] === 'in_progress') return follow(event, said);
        said.delete(String(event['item_id']));
        return [event];
      default:
        return liftBetaEvent(event);
    }
  };
}
