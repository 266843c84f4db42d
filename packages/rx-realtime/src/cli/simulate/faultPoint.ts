import { decodeClientEvent, decodeServerEvent } from '@rx-realtime/codecs';
import { decodeTranslationServerEvent } from '@rx-realtime/codecs/translation';
import { either as E } from 'fp-ts';
import { milliseconds } from './actionSlots.ts';

const wholeForm = /^([^#~]*)(?:#(\d+))?(?:~(\d*\.?\d+))?$/;
const sideForm = /^(client|server)$/;
const eventForm = /^[a-z][a-z_]*\.[a-z_.]+$|^error$/;
const countForm = /^(\d+)(\+?)$/;

/** These are typed by hand: a slip in an event's name would give a fault that never strikes. */
const isKnown = (type: string, from: string): boolean => {
  if (from === 'client') {
    const decoded = decodeClientEvent({ type });
    return decoded._tag === 'Right' || decoded.left.code !== 'unknown_type';
  }
  // Without its other fields the event does not decode, which says that its type is known.
  return [decodeServerEvent({ type }), decodeTranslationServerEvent({ type })].some(
    (decoded) =>
      decoded._tag === 'Right' && (decoded.right.type !== 'unknown' || decoded.right.failure !== undefined),
  );
};

/**
 * Reads when a fault strikes: `5s`, `20`, `client:20`, `response.created`, `client:response.create:2+`, each with
 * `#connection` and `~probability` after it. A failure is a sentence that says what was expected.
 */
export function faultPoint(text: string): E.Either<string, Readonly<Record<string, unknown>>> {
  const whole = wholeForm.exec(text);
  const [, where = '', connection, probability] = whole ?? [];
  const words = where === '' ? [] : where.split(':');
  const take = (form: RegExp): RegExpExecArray | undefined => {
    const found = form.exec(words[0] ?? '') ?? undefined;
    if (found) words.shift();
    return found;
  };
  const timeMs = words.length === 1 ? milliseconds(where) : undefined;
  if (timeMs !== undefined) words.pop();
  const from = take(sideForm)?.[0];
  const event = take(eventForm)?.[0];
  const count = take(countForm);
  if (!whole || words.length > 0 || text === '')
    return E.left(
      `"${text}" is no point in time; expected 5s or [client:][event:][count][+], then [#connection][~probability]`,
    );
  if (event !== undefined && !isKnown(event, from ?? 'server'))
    return E.left(`"${event}" is no event of the ${from ?? 'server'}; the JSON form takes any`);
  return E.right({
    ...(timeMs !== undefined && { timeMs }),
    ...(from && { from }),
    ...(event && { event }),
    ...(count && { count: Number(count[1]) }),
    ...(count?.[2] && { repeat: true }),
    ...(connection && { connection: Number(connection) }),
    ...(probability && { probability: Number(probability) }),
  });
}
