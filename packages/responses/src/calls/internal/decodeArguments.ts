import { JsonFromString } from '@rx-realtime/codecs';
import type { either as E } from 'fp-ts';
import * as t from 'io-ts';
import type { ArgumentsCodecs, ArgumentsFailure } from '../functionCall.ts';

const maxNamed = 3;

const kindOf = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
};

/** Where and what was expected, never the value itself. */
const explain = ({ context }: t.ValidationError): string => {
  const path: string[] = [];
  for (let i = 1; i < context.length; i++) {
    const parent = context[i - 1]?.type;
    // io-ts counts the branches of unions and intersections as keys; they are not part of the value.
    if (parent instanceof t.UnionType || parent instanceof t.IntersectionType) continue;
    path.push(context[i]?.key ?? '');
  }
  const last = context[context.length - 1];
  return `expected ${last?.type.name ?? 'another value'} at ${path.join('.') || 'the top'}, got ${kindOf(last?.actual)}`;
};

/** A function without parameters is often called without arguments, in whatever way that is written. */
const isBlank = (json: string | null | undefined): boolean => json == null || /^\s*(null)?\s*$/.test(json);

/** Reads the arguments of a call by the codec of its function. Total: whatever happens inside is a `Left`. */
export const decodeArguments = (
  codecs: ArgumentsCodecs,
  name: string,
  json: string | null | undefined,
): E.Either<ArgumentsFailure, unknown> => {
  const fail = (code: ArgumentsFailure['code'], message: string) =>
    ({ _tag: 'Left', left: { _tag: 'ArgumentsFailure', code, name, message } }) as const;

  const codec = Object.hasOwn(codecs, name) ? codecs[name] : undefined;
  if (!codec) return fail('unknown_function', 'there is no function of this name');
  const parsed = JsonFromString.decode(isBlank(json) ? '{}' : json);
  if (parsed._tag === 'Left') return fail('invalid_json', 'the arguments are not JSON that can be accepted');
  try {
    const decoded = codec.decode(parsed.right);
    if (decoded._tag === 'Right') return decoded;
    const named = decoded.left.slice(0, maxNamed).map(explain).join('; ');
    return fail('invalid_arguments', `the arguments do not fit: ${named}`.slice(0, 1000));
  } catch {
    return fail('invalid_arguments', 'the arguments do not fit');
  }
};
