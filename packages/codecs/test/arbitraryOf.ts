import fc from 'fast-check';
import type { JsonSchema } from './fixtures.ts';

type Defs = Readonly<Record<string, JsonSchema>>;
type Schema = {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
};

const key = fc.stringMatching(/^[a-z_]{1,8}$/);
/** Few and small: the interesting part of a payload is what the schema declares. */
const anything = fc.constantFrom<unknown>(null, true, 1, 'x', [1], { a: [{}] });

function strings(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern));
  if (schema.format === 'uri') return fc.webUrl();
  return fc.string({ unit: 'binary', maxLength: Math.min(schema.maxLength ?? 40, 40) });
}

function numbers(schema: Schema): fc.Arbitrary<unknown> {
  const { minimum = -1e9, maximum = 1e9 } = schema;
  return schema.type === 'integer'
    ? fc.integer({ min: minimum, max: maximum })
    : fc.double({ min: minimum, max: maximum, noNaN: true });
}

function objects(schema: Schema, defs: Defs): fc.Arbitrary<unknown> {
  const { properties = {}, additionalProperties } = schema;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, arbitraryOf(property, defs)]),
  );
  const declared = fc.record(fields, { requiredKeys: [...(schema.required ?? [])] });
  if (additionalProperties === false) return declared;
  const extra = typeof additionalProperties === 'object' ? arbitraryOf(additionalProperties, defs) : anything;
  return fc
    .tuple(declared, fc.dictionary(key, extra, { maxKeys: 1 }))
    .map(([known, unknown]) => ({ ...unknown, ...known }));
}

/** Values that a JSON schema accepts: all the keywords that the protocol's schema uses. */
export function arbitraryOf(raw: JsonSchema, defs: Defs): fc.Arbitrary<unknown> {
  const schema = raw as Schema;
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (schema.$ref !== undefined) return arbitraryOf(defs[schema.$ref.replace('#/$defs/', '')] ?? {}, defs);
  if (alternatives) return fc.oneof(...alternatives.map((alternative) => arbitraryOf(alternative, defs)));
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'string':
      return strings(schema);
    case 'integer':
    case 'number':
      return numbers(schema);
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, defs), {
        minLength: schema.minItems ?? 0,
        maxLength: 3,
      });
    case 'object':
      return objects(schema, defs);
    default:
      return schema.properties ? objects(schema, defs) : anything;
  }
}
