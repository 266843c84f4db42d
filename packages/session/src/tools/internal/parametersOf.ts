import * as t from 'io-ts';
import type { JsonSchema } from '../jsonSchema.ts';
import { ToolError } from '../toolError.ts';
import { isStandardSchema } from './isStandardSchema.ts';
import { jsonSchemaOf } from './jsonSchemaOf.ts';

const schemaOf = (parameters: unknown, path: string): JsonSchema => {
  if (isStandardSchema(parameters)) {
    const { vendor, jsonSchema } = parameters['~standard'];
    let cause: unknown;
    try {
      if (jsonSchema) return jsonSchema.input({ target: 'draft-07' });
    } catch (error) {
      cause = error;
    }
    throw new ToolError('no_json_schema', path, `${vendor} has no JSON schema for it; give schema`, cause);
  }
  if (parameters instanceof t.Type) return jsonSchemaOf(parameters, path);
  throw new ToolError('unsupported_codec', path, 'expected an io-ts codec or a Standard Schema');
};

/** The JSON schema of a function's parameters: of one object, as the service asks. */
export const parametersOf = (parameters: unknown, path: string): JsonSchema => {
  const schema = schemaOf(parameters, path);
  if (schema['type'] === 'object') return schema;
  throw new ToolError('not_an_object', path, 'a function takes one object, as of t.type({ … })');
};
