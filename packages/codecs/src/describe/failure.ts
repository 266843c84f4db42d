/** One place where a value is not what its codec expects. Names the place and the kinds, never the value. */
export interface Problem {
  /** Field names and positions joined by dots, such as `response.output.0.name`; keys of free maps are written `*`. */
  readonly path: string;
  /** Name of the codec that was expected there. */
  readonly expected: string;
  /** What was there instead: its kind, and its length if it has one. */
  readonly actual: string;
}

/**
 * Why something received could not be read. At most 1 KiB, safe to log.
 *
 * - `too_large`, `too_deep`, `forbidden_key`: refused unread, as hostile.
 * - `not_utf8`, `not_json`: not text, or not JSON.
 * - `not_an_event`: JSON, but not an object with a string `type`.
 * - `unknown_type`: an event of a type that is not in the table.
 * - `invalid_event`: a known type whose fields are wrong.
 */
export interface DecodeFailure {
  readonly _tag: 'DecodeFailure';
  readonly code:
    | 'too_large'
    | 'too_deep'
    | 'forbidden_key'
    | 'not_utf8'
    | 'not_json'
    | 'not_an_event'
    | 'unknown_type'
    | 'invalid_event';
  readonly message: string;
  /** The first three places. */
  readonly problems: readonly Problem[];
}

/**
 * Why an event could not be written. At most 1 KiB, safe to log. `not_serialisable`: JSON cannot carry it (a cycle, a
 * bigint). `not_supported`: this server has nothing like it.
 */
export interface EncodeFailure {
  readonly _tag: 'EncodeFailure';
  readonly code: 'not_an_event' | 'unknown_type' | 'invalid_event' | 'not_serialisable' | 'not_supported';
  readonly message: string;
  /** The first three places. */
  readonly problems: readonly Problem[];
}

export function decodeFailure(
  code: DecodeFailure['code'],
  message: string,
  problems: readonly Problem[] = [],
): DecodeFailure {
  return { _tag: 'DecodeFailure', code, message, problems };
}

export function encodeFailure(
  code: EncodeFailure['code'],
  message: string,
  problems: readonly Problem[] = [],
): EncodeFailure {
  return { _tag: 'EncodeFailure', code, message, problems };
}
