import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { DecodeFailure, EncodeFailure, Problem } from '../failure.ts';
import { MarkedType } from './lenient.ts';

const maxProblems = 3;

function shorten(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 3)}...`;
}

/** The kind of a value and its length: what a report may say about it. */
export function describe(u: unknown): string {
  if (u === null) return 'null';
  if (typeof u === 'string') return `string of length ${u.length}`;
  if (Array.isArray(u)) return `array of length ${u.length}`;
  return typeof u;
}

function underMarks(codec: unknown): unknown {
  return codec instanceof MarkedType ? underMarks(codec.type) : codec;
}

function toProblem({ context }: t.ValidationError): Problem {
  const path: Array<string> = [];
  let parent: unknown;
  for (const { key, type } of context) {
    // io-ts counts the branches of unions and intersections as keys; they are not part of the value.
    const isBranch =
      parent === undefined || parent instanceof t.UnionType || parent instanceof t.IntersectionType;
    if (!isBranch) path.push(parent instanceof t.DictionaryType ? '*' : key);
    parent = underMarks(type);
  }
  const last = context[context.length - 1];
  return {
    path: shorten(path.join('.'), 100),
    expected: shorten(last?.type.name ?? '', 50),
    actual: describe(last?.actual),
  };
}

/** Names the places where `u` is not what `codec` expects. */
export function explain(codec: t.Mixed, u: unknown): { message: string; problems: ReadonlyArray<Problem> } {
  const result = codec.decode(u);
  const errors = E.isLeft(result) ? result.left : [];
  const problems = errors.slice(0, maxProblems).map(toProblem);
  const [first] = problems;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const message = first
    ? `${shorten(codec.name, 60)}: expected ${first.expected} at ${first.path || 'the top'}, got ${first.actual}${more}`
    : `${shorten(codec.name, 60)}: not accepted`;
  return { message, problems };
}

export function decodeFailure(
  code: DecodeFailure['code'],
  message: string,
  problems: ReadonlyArray<Problem> = [],
): DecodeFailure {
  return { _tag: 'DecodeFailure', code, message, problems };
}

export function encodeFailure(
  code: EncodeFailure['code'],
  message: string,
  problems: ReadonlyArray<Problem> = [],
): EncodeFailure {
  return { _tag: 'EncodeFailure', code, message, problems };
}
