import * as t from 'io-ts';
import type { JsonSchema } from '../jsonSchema.ts';
import { ToolError } from '../toolError.ts';
import { descriptionOf } from './descriptionOf.ts';
import { enumOf } from './enumOf.ts';
import { isObjectSchema, objectSchema } from './objectSchema.ts';
import type { ObjectSchema } from './objectSchema.ts';

const unsupported = (codec: { readonly name: string }, path: string): ToolError =>
  new ToolError('unsupported_codec', path, `${codec.name} has no JSON schema; give schema`);

const unknownsOf = (values: unknown): readonly unknown[] => (Array.isArray(values) ? values : []);

/** The schema of something inside a codec; io-ts types that as any codec. */
const inner = (codec: unknown, path: string): JsonSchema => {
  if (codec instanceof t.Type) return jsonSchemaOf(codec, path);
  throw unsupported({ name: 'what is no codec' }, path);
};

const propertiesOf = (props: unknown, path: string): Readonly<Record<string, JsonSchema>> =>
  Object.fromEntries(
    Object.entries(props ?? {}).map(([key, codec]: [string, unknown]) => [
      key,
      inner(codec, `${path}.${key}`),
    ]),
  );

const asObject = (schema: JsonSchema, codec: t.Mixed, path: string): ObjectSchema => {
  if (isObjectSchema(schema)) return schema;
  throw unsupported(codec, path);
};

/** The members of an intersection as one object; a property that two of them have is two truths about one thing. */
const intersectionSchema = (codec: t.Mixed, types: unknown, path: string): ObjectSchema => {
  const members = unknownsOf(types).map((member) => asObject(inner(member, path), codec, path));
  const names = members.flatMap(({ properties }) => Object.keys(properties));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw unsupported(codec, `${path}.${twice}`);
  const properties = Object.fromEntries(members.flatMap((member) => Object.entries(member.properties)));
  const isExact =
    members.length > 0 && members.every(({ additionalProperties }) => additionalProperties === false);
  return objectSchema(
    properties,
    members.flatMap(({ required }) => required),
    isExact,
  );
};

const unionSchema = (types: unknown, path: string): JsonSchema => {
  const members = unknownsOf(types);
  const values = enumOf(members);
  return values ?? { anyOf: members.map((member) => inner(member, path)) };
};

const bareSchemaOf = (codec: t.Mixed, path: string): JsonSchema => {
  if (codec instanceof t.StringType) return { type: 'string' };
  if (codec instanceof t.NumberType) return { type: 'number' };
  if (codec instanceof t.BooleanType) return { type: 'boolean' };
  if (codec instanceof t.NullType) return { type: 'null' };
  if (codec instanceof t.LiteralType || codec instanceof t.KeyofType)
    return enumOf([codec]) ?? { type: 'null' };
  if (codec instanceof t.InterfaceType)
    return objectSchema(propertiesOf(codec.props, path), Object.keys(codec.props as object), false);
  if (codec instanceof t.PartialType) return objectSchema(propertiesOf(codec.props, path), [], false);
  if (codec instanceof t.ExactType) {
    const { properties, required } = asObject(inner(codec.type, path), codec, path);
    return objectSchema(properties, required, true);
  }
  if (codec instanceof t.RefinementType)
    return codec === t.Int || codec.name === t.Int.name ? { type: 'integer' } : inner(codec.type, path);
  if (codec instanceof t.ReadonlyType) return inner(codec.type, path);
  if (codec instanceof t.ArrayType || codec instanceof t.ReadonlyArrayType)
    return { type: 'array', items: inner(codec.type, `${path}[]`) };
  if (codec instanceof t.IntersectionType) return intersectionSchema(codec, codec.types, path);
  if (codec instanceof t.UnionType) return unionSchema(codec.types, path);
  if (codec instanceof t.DictionaryType && codec.domain instanceof t.StringType)
    return { type: 'object', additionalProperties: inner(codec.codomain, `${path}{}`) };
  throw unsupported(codec, path);
};

/** The JSON schema of what a codec decodes, with the descriptions of its parts. */
export const jsonSchemaOf = (codec: t.Mixed, path: string): JsonSchema => {
  const schema = bareSchemaOf(codec, path);
  const description = descriptionOf(codec);
  return description === undefined ? schema : { ...schema, description };
};
