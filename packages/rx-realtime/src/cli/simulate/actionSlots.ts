import type { FaultAction, FaultPoint } from '@rx-realtime/simulator';
import * as t from 'io-ts';

/** What a field of a fault may hold. */
export interface Slot {
  /** What belongs there, in words for an error. */
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
  readonly isNeeded?: boolean;
  /** Milliseconds: the short form takes `5s` and `300ms` too. */
  readonly isTime?: boolean;
}

type Action = FaultAction['do'];
type FieldOf<A extends Action> = Exclude<keyof Extract<FaultAction, { do: A }>, 'do'>;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const within = (expected: string, fits: (value: number) => boolean): Slot => ({
  expected,
  fits: (value) => isNumber(value) && fits(value),
});
const count = within('a whole number from 1', (value) => Number.isInteger(value) && value >= 1);
const time: Slot = { ...within('a time such as 300ms or 5s', (value) => value >= 0), isTime: true };
const text: Slot = { expected: 'a text', fits: (value) => typeof value === 'string' };
const yesOrNo: Slot = { expected: 'true or false', fits: (value) => typeof value === 'boolean' };
const object: Slot = { expected: 'an object (write the fault as JSON)', fits: t.UnknownRecord.is };
const needed = (slot: Slot): Slot => ({ ...slot, isNeeded: true });

const oneOf = (...words: readonly string[]): Slot => ({
  expected: words.join(' or '),
  fits: (value) => typeof value === 'string' && words.includes(value),
});

/** The codes that RFC 6455 lets an endpoint send; the others only stand for what happened to it. */
const closeCode = within(
  'a close code that can be sent (1000 to 1003, 1007 to 1014, 3000 to 4999)',
  (code) =>
    Number.isInteger(code) &&
    ((code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999)),
);
/** A close frame holds 125 bytes, two of them the code. */
const closeReason: Slot = {
  expected: 'a text of at most 123 bytes',
  fits: (value) => typeof value === 'string' && new TextEncoder().encode(value).length <= 123,
};
const bytes: Slot = {
  expected: 'bytes (0 to 255)',
  fits: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255),
};
const status = within(
  'an HTTP status from 200 to 599',
  (code) => Number.isInteger(code) && code >= 200 && code <= 599,
);
const errorCode: Slot = {
  expected: 'an error code or null',
  fits: (value) => value === null || text.fits(value),
};
const error = { code: errorCode, message: text, type: text };

/** The fields of each action, in the order in which the short form takes them. */
export const actionSlots: { readonly [A in Action]: Readonly<Record<FieldOf<A>, Slot>> } = {
  reset: {},
  drop: {},
  cutFrame: { bytes: needed(count) },
  close: { code: closeCode, reason: closeReason },
  expire: {},
  stall: { forMs: time, direction: oneOf('up', 'down', 'both') },
  dribble: { bytes: count, everyMs: time },
  slowUplink: { bytesPerSecond: needed(count) },
  badJson: {},
  binary: {},
  frame: { text: needed(text) },
  oversized: { bytes: count },
  unknownEvent: { type: text, payload: object },
  rawBytes: { bytes: needed(bytes) },
  duplicate: {},
  reorder: {},
  delay: { ms: needed(time) },
  lose: {},
  error,
  failResponse: error,
  httpStatus: { status: needed(status), headers: object, body: text },
  badHandshake: {},
  noAnswer: {},
};

/** The fields that say when. */
export const pointSlots: Readonly<Record<keyof FaultPoint, Slot>> = {
  connection: count,
  from: oneOf('client', 'server'),
  event: text,
  count,
  repeat: yesOrNo,
  timeMs: time,
  probability: within('a probability from 0 to 1', (value) => value >= 0 && value <= 1),
};

export const isAction = (value: unknown): value is Action =>
  typeof value === 'string' && Object.hasOwn(actionSlots, value);

const timeForm = /^(\d+(?:\.\d+)?)(ms|s)$/;

/** Reads `300ms` and `1.5s`; `undefined` for any other text. */
export function milliseconds(written: string): number | undefined {
  const [, amount, unit] = timeForm.exec(written) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 's' ? 1_000 : 1);
}
