import type { either as E } from 'fp-ts';
import type * as t from 'io-ts';
import type { Observable } from 'rxjs';
import type { SessionState } from '../answers/responseStream.ts';
import type { ResponseOutcome } from '../answers/responseOutcome.ts';

/** Why the arguments of a call could not be read. `message` is fit to be answered to the model: it quotes no values. */
export interface ArgumentsFailure {
  readonly _tag: 'ArgumentsFailure';
  /** The text is not JSON, is JSON of another shape, or the function has no codec. */
  readonly code: 'invalid_json' | 'invalid_arguments' | 'unknown_function';
  /** The function's name as the model gave it. */
  readonly name: string;
  readonly message: string;
}

/** A call of the model, finished on its side, with its arguments decoded. */
export interface FunctionCall<Name extends string = string, Arguments = unknown> {
  readonly name: Name;
  /** Answer under this id, once. */
  readonly callId: string;
  readonly itemId: string;
  readonly responseId: string;
  /** `null` for a call of an out-of-band response, which the conversation does not know. */
  readonly conversationId: string | null | undefined;
  /** The arguments, or why they could not be read. */
  readonly arguments: E.Either<ArgumentsFailure, Arguments>;
  /**
   * How the response that holds the call ended: one value, replayed. No further call of the same response is
   * emitted after it, so it tells when all calls of the response are known.
   */
  readonly responseDone$: Observable<ResponseOutcome>;
  /** Where the session of the call stands: its output can only be given to the session that asked for it. */
  readonly session$: Observable<SessionState>;
}

/** Functions by name, each with the codec of its arguments. */
export type ArgumentsCodecs = Readonly<Record<string, t.Decoder<unknown, unknown>>>;

/** What a codec of arguments decodes to. */
export type DecodedArguments<Codec> = Codec extends t.Decoder<unknown, infer Value> ? Value : never;

/** The calls that a record of codecs gives: one kind for each name, and calls of names it does not hold. */
export type FunctionCallOf<Codecs extends ArgumentsCodecs> =
  | { [Name in keyof Codecs & string]: FunctionCall<Name, DecodedArguments<Codecs[Name]>> }[keyof Codecs &
      string]
  | FunctionCall<string, never>;
