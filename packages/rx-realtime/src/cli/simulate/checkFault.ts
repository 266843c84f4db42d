import { either as E } from 'fp-ts';
import type { Fault } from '@rx-realtime/simulator';
import { actionSlots, isAction, pointSlots } from './actionSlots.ts';
import type { Slot } from './actionSlots.ts';
import * as t from 'io-ts';

/** What a user wrote, short enough for one line. */
const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 40 ? `${json.slice(0, 40)}…` : json;
};

const fieldOffence = (
  owner: string,
  value: Readonly<Record<string, unknown>>,
  slots: Readonly<Record<string, Slot>>,
): string | undefined => {
  for (const key of Object.keys(value))
    if (!Object.hasOwn(slots, key))
      return `${owner} has no ${shown(key)}; expected ${Object.keys(slots).join(', ') || 'no fields'}`;
  for (const [key, { expected, fits, isNeeded }] of Object.entries(slots)) {
    if (value[key] === undefined && isNeeded) return `${owner} needs ${key}: ${expected}`;
    if (value[key] !== undefined && !fits(value[key]))
      return `${key} expects ${expected}, got ${shown(value[key])}`;
  }
  return undefined;
};

/** They do something to the event that they strike at, so they need one. */
const toEvents: readonly Fault['do'][] = ['cutFrame', 'duplicate', 'reorder', 'delay', 'lose'];
/** They strike before there are events. */
const toUpgrades: readonly Fault['do'][] = ['httpStatus', 'badHandshake', 'noAnswer'];

/** Points that are right field by field and still never come. */
const pointOffence = (
  action: Fault['do'],
  { timeMs, event, count, from, repeat }: Readonly<Record<string, unknown>>,
) => {
  const isWatching = [event, count, from, repeat].some((field) => field !== undefined);
  if (timeMs !== undefined && isWatching) return 'a fault strikes at a time or at an event, not both';
  if (timeMs !== undefined && toEvents.includes(action))
    return `${action} happens to an event; expected an event or a count, got a time`;
  if (from === 'client' && action === 'cutFrame')
    return `${action} happens to events of the server; expected no client`;
  if (action === 'failResponse' && [timeMs, event, from].some((field) => field !== undefined))
    return `${action} strikes at responses; expected a count`;
  if (toUpgrades.includes(action) && (isWatching || timeMs !== undefined))
    return `${action} strikes when a connection is asked for; expected a connection`;
  return undefined;
};

const offence = (value: unknown): string | undefined => {
  if (!t.UnknownRecord.is(value)) return 'expected an object with "do" and, if need be, "at"';
  const { do: action, at = {}, ...fields } = value;
  if (!isAction(action))
    return `${shown(action)} is no fault; expected one of ${Object.keys(actionSlots).join(', ')}`;
  if (!t.UnknownRecord.is(at))
    return `at expects an object with some of ${Object.keys(pointSlots).join(', ')}`;
  return (
    fieldOffence(action, fields, actionSlots[action]) ??
    fieldOffence('at', at, pointSlots) ??
    pointOffence(action, at)
  );
};

const isFault = (value: unknown): value is Fault => offence(value) === undefined;

/** Narrows a value to a fault that the simulator takes; a failure says what was expected, and where. */
export function checkFault(value: unknown): E.Either<string, Fault> {
  return isFault(value) ? E.right(value) : E.left(offence(value) ?? '');
}
