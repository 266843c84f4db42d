import * as t from 'io-ts';
import type { StandardIssue, StandardSchema } from '../standardSchema.ts';

const keyOf = (segment: PropertyKey | { readonly key: PropertyKey }): PropertyKey =>
  typeof segment === 'object' ? segment.key : segment;

const valueAt = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;

/** What a schema has found, in the words of io-ts: where, and what was expected there. */
const errorOf = (value: unknown, { message, path = [] }: StandardIssue): t.ValidationError => {
  const expected: t.Decoder<unknown, unknown> = {
    name: `a value that fits (${message})`,
    validate: (input) => t.success(input),
    decode: (input) => t.success(input),
  };
  let actual = value;
  const below = path.map((segment) => {
    const key = keyOf(segment);
    actual = valueAt(actual, key);
    return { key: String(key), type: expected, actual };
  });
  return { value, context: [{ key: '', type: expected, actual: value }, ...below], message };
};

/** A Standard Schema as a decoder. One that answers later cannot say in time whether the arguments fit. */
export const standardDecoder = <Output>(schema: StandardSchema<Output>): t.Decoder<unknown, Output> => {
  const { vendor, validate } = schema['~standard'];
  const decode = (value: unknown): t.Validation<Output> => {
    const result = validate(value);
    if ('then' in result)
      return t.failures([errorOf(value, { message: `${vendor} validates asynchronously` })]);
    if (result.issues === undefined) return t.success(result.value);
    return t.failures(result.issues.map((issue) => errorOf(value, issue)));
  };
  return { name: vendor, decode, validate: decode };
};
