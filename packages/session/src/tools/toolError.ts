/**
 * Why a tool cannot be declared. `unsupported_codec`: no JSON schema can be derived from a codec. `no_json_schema`: a
 * Standard Schema does not tell its JSON schema. `not_an_object`: the parameters are something else than an object.
 * `invalid_name`: the name is not 1 to 64 letters, digits, `_` and `-`, or two tools bear it.
 */
export type ToolErrorCode = 'unsupported_codec' | 'no_json_schema' | 'not_an_object' | 'invalid_name';

/**
 * A tool cannot be declared as it is written; thrown when it is made, before anything is connected.
 *
 * @example
 * import { isToolError, tool } from '@rx-realtime/session';
 * import * as t from 'io-ts';
 *
 * try {
 *   tool({ name: 'order', description: 'Orders.', parameters: t.type({ at: t.bigint }), run: () => 'done' });
 * } catch (error) {
 *   if (isToolError(error)) console.log(error.code, error.path); // prints: unsupported_codec order.parameters.at
 * }
 */
export class ToolError extends Error {
  readonly _tag = 'ToolError';
  override readonly name = 'ToolError';
  readonly code: ToolErrorCode;
  /** Where in the declaration, such as `order.parameters.address.zip`. */
  readonly path: string;

  constructor(code: ToolErrorCode, path: string, message: string, cause?: unknown) {
    super(`${path}: ${message}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.path = path;
  }
}

/**
 * Narrows an unknown error, across copies of this package in one program.
 *
 * @example
 * import { isToolError } from '@rx-realtime/session';
 *
 * console.log(isToolError(new Error('other'))); // prints: false
 */
export function isToolError(error: unknown): error is ToolError {
  return error instanceof Error && '_tag' in error && error._tag === 'ToolError';
}
