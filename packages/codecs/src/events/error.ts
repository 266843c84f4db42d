import * as t from 'io-ts';
import { serverFields } from './fields.ts';
import { expected, filled, nullable } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const textOf = (u: unknown): string | undefined => (typeof u === 'string' && u !== '' ? u : undefined);

const errorDetails = struct(
  'ErrorDetails',
  {
    /** In words; the code or class when a server has none. */
    message: filled<string>(t.string, ({ code, type }) => textOf(code) ?? textOf(type) ?? 'no message'),
  },
  {
    /** Class, such as `invalid_request_error` or `server_error`. */
    type: expected<string>(t.string),
    /** Stable code, such as `invalid_value` or `session_expired`; sometimes null. */
    code: nullable<string>(t.string),
    /** The parameter at fault. */
    param: nullable<string>(t.string),
    /** The `event_id` of the client event at fault, when it had one. */
    event_id: nullable<string>(t.string),
  },
);
/** What went wrong. */
export interface ErrorDetails extends t.TypeOf<typeof errorDetails> {}
export const ErrorDetails: t.Type<ErrorDetails> = errorDetails;

/** An error is never lost: what a server did not say where it belongs is taken from where it did. */
function detailsBeside({ error, message, code, param }: Readonly<Record<string, unknown>>): ErrorDetails {
  const where = textOf(code);
  return {
    message: textOf(error) ?? textOf(message) ?? where ?? 'no message',
    ...(where === undefined ? {} : { code: where }),
    ...(typeof param === 'string' ? { param } : {}),
  };
}

/** Something went wrong. The session goes on unless the socket closes right after. */
export const ErrorEvent = struct(
  'ErrorEvent',
  {
    ...serverFields,
    type: t.literal('error'),
    /** What went wrong. Some servers write its fields beside `type`, or nothing but the message. */
    error: filled(ErrorDetails, detailsBeside),
  },
  {},
);
export interface ErrorEvent extends t.TypeOf<typeof ErrorEvent> {}
