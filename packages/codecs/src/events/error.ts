import * as t from 'io-ts';
import { serverFields } from './fields.ts';
import { expected, nullable } from '../describe/lenient.ts';
import { struct } from '../describe/struct.ts';

const errorDetails = struct(
  'ErrorDetails',
  {
    /** In words. */
    message: t.string,
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

/** Something went wrong. The session goes on unless the socket closes right after. */
export const ErrorEvent = struct(
  'ErrorEvent',
  {
    ...serverFields,
    type: t.literal('error'),
    /** What went wrong. */
    error: ErrorDetails,
  },
  {},
);
export interface ErrorEvent extends t.TypeOf<typeof ErrorEvent> {}
