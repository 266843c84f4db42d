import type { JsonSchema } from '../jsonSchema.ts';

/** The schema of an object whose properties are known. */
export interface ObjectSchema extends JsonSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
  /** Present where nothing else is let in. */
  readonly additionalProperties?: false;
}

export const objectSchema = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
  isExact: boolean,
): ObjectSchema => ({
  type: 'object',
  properties,
  required,
  ...(isExact ? { additionalProperties: false } : {}),
});

export const isObjectSchema = (schema: JsonSchema): schema is ObjectSchema =>
  schema['type'] === 'object' && 'properties' in schema && 'required' in schema;
