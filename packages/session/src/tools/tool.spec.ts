import { describe as suite, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { z } from 'zod';
import { describe } from './describe.ts';
import type { StandardSchema } from './standardSchema.ts';
import { tool } from './tool.ts';
import type { ToolParameters } from './tool.ts';
import { isToolError } from './toolError.ts';
import type { ToolCall } from './tools.ts';

const call: ToolCall = {
  name: 'order',
  callId: 'call_1',
  itemId: 'item_1',
  responseId: 'resp_1',
  signal: new AbortController().signal,
};
const declare = (parameters: ToolParameters) =>
  tool({ name: 'order', description: 'Orders.', parameters, run: (args) => args });
const schemaOf = (parameters: ToolParameters): unknown => declare(parameters).definition.parameters;
const propertyOf = (codec: t.Mixed): unknown => {
  const schema = schemaOf(t.type({ a: codec }));
  return typeof schema === 'object' && schema !== null && 'properties' in schema
    ? schema.properties
    : undefined;
};
/** The code and the path of what a declaration is refused with. */
const refusal = (declared: () => unknown): unknown => {
  try {
    declared();
    return undefined;
  } catch (error) {
    return isToolError(error) ? [error.code, error.path] : error;
  }
};

suite('tool', () => {
  it('is what the service is told, in one declaration', () => {
    const { definition, followUp, idempotent, timeoutMs } = declare(t.type({}));
    expect(definition).toEqual({
      type: 'function',
      name: 'order',
      description: 'Orders.',
      parameters: { type: 'object', properties: {}, required: [] },
    });
    expect([followUp, idempotent, timeoutMs]).toEqual(['speak', false, undefined]);
  });

  it('runs with the arguments that its codec makes', () => {
    const order = tool({
      name: 'order',
      description: 'Orders.',
      parameters: t.intersection([t.type({ size: t.string }), t.partial({ count: t.number })]),
      run: (args, { callId, signal }) => {
        expectTypeOf(args).toEqualTypeOf<{ size: string } & { count?: number }>();
        return `${args.size} ${args.count ?? 1} ${callId} ${signal.aborted}`;
      },
    });
    const read = order.decoder.decode({ size: 'large' });
    expect(E.isRight(read) && order.run(read.right as never, call)).toBe('large 1 call_1 false');
    expect(E.isLeft(order.decoder.decode({ size: 1 }))).toBe(true);
    expect(E.isLeft(order.decoder.validate({ size: 1 }, []))).toBe(true);
  });

  it.each<[string, t.Mixed, unknown]>([
    ['string', t.string, { type: 'string' }],
    ['number', t.number, { type: 'number' }],
    ['Int', t.Int, { type: 'integer' }],
    ['boolean', t.boolean, { type: 'boolean' }],
    ['null', t.null, { type: 'null' }],
    ['a literal', t.literal('a'), { type: 'string', enum: ['a'] }],
    ['keyof', t.keyof({ a: null, b: null }), { type: 'string', enum: ['a', 'b'] }],
    ['literals', t.union([t.literal('a'), t.literal('b')]), { type: 'string', enum: ['a', 'b'] }],
    [
      'mixed literals',
      t.union([t.literal(1), t.literal('b')]),
      { type: ['number', 'string'], enum: [1, 'b'] },
    ],
    [
      'nullable keyof',
      t.union([t.keyof({ a: null }), t.null]),
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    ['nullable', t.union([t.string, t.null]), { anyOf: [{ type: 'string' }, { type: 'null' }] }],
    ['array', t.array(t.string), { type: 'array', items: { type: 'string' } }],
    ['readonlyArray', t.readonlyArray(t.number), { type: 'array', items: { type: 'number' } }],
    ['record', t.record(t.string, t.number), { type: 'object', additionalProperties: { type: 'number' } }],
    ['readonly', t.readonly(t.type({})), { type: 'object', properties: {}, required: [] }],
    [
      'a brand',
      t.brand(t.string, (s): s is t.Branded<string, { readonly A: symbol }> => s !== '', 'A'),
      { type: 'string' },
    ],
    [
      'described literals',
      t.union([describe(t.literal('a'), 'first'), t.literal('b')]),
      {
        anyOf: [
          { type: 'string', enum: ['a'], description: 'first' },
          { type: 'string', enum: ['b'] },
        ],
      },
    ],
    [
      'strict',
      t.strict({ b: t.string }),
      { type: 'object', properties: { b: { type: 'string' } }, required: ['b'], additionalProperties: false },
    ],
    [
      'exact of partial',
      t.exact(t.partial({ b: t.string })),
      { type: 'object', properties: { b: { type: 'string' } }, required: [], additionalProperties: false },
    ],
    [
      'intersection',
      t.intersection([t.type({ b: t.string }), t.partial({ c: t.number })]),
      { type: 'object', properties: { b: { type: 'string' }, c: { type: 'number' } }, required: ['b'] },
    ],
    [
      'intersection of exact ones',
      t.intersection([t.strict({ b: t.string }), t.exact(t.partial({ c: t.number }))]),
      {
        type: 'object',
        properties: { b: { type: 'string' }, c: { type: 'number' } },
        required: ['b'],
        additionalProperties: false,
      },
    ],
  ])('derives the JSON schema of %s', (_, codec, schema) => {
    expect(propertyOf(codec)).toEqual({ a: schema });
  });

  it.each<[string, t.Mixed, string]>([
    ['bigint', t.bigint, 'order.parameters.a'],
    ['unknown', t.unknown, 'order.parameters.a'],
    ['a tuple', t.tuple([t.string]), 'order.parameters.a'],
    ['what is deep inside', t.array(t.type({ b: t.undefined })), 'order.parameters.a[].b'],
    ['a record of others', t.record(t.string, t.bigint), 'order.parameters.a{}'],
    ['a record with other keys', t.record(t.keyof({ b: null }), t.string), 'order.parameters.a'],
    ['an intersection of no objects', t.intersection([t.string, t.string]), 'order.parameters.a'],
    [
      'one property in two members',
      t.intersection([t.type({ b: t.string }), t.type({ b: t.number })]),
      'order.parameters.a.b',
    ],
    [
      'a codec of its own',
      new t.Type('DateFromString', t.string.is, t.string.validate, t.identity),
      'order.parameters.a',
    ],
  ])('refuses %s, with the path', (_, codec, path) => {
    expect(refusal(() => propertyOf(codec))).toEqual(['unsupported_codec', path]);
  });

  it('takes a schema instead, whatever the codec is', () => {
    const schema = { type: 'object', properties: { at: { type: 'string', format: 'date-time' } } };
    const made = tool({
      name: 'at',
      description: '',
      parameters: t.type({ at: t.bigint }),
      schema,
      run: () => 1,
    });
    expect(made.definition.parameters).toBe(schema);
  });

  it('refuses parameters that are no object, and names that are none', () => {
    expect(refusal(() => declare(t.string))).toEqual(['not_an_object', 'order.parameters']);
    const named = (name: string) => tool({ name, description: '', parameters: t.type({}), run: () => 1 });
    expect(refusal(() => named('get menu'))).toEqual(['invalid_name', 'get menu']);
    expect(refusal(() => named('a'.repeat(65)))).toEqual(['invalid_name', 'a'.repeat(65)]);
    expect(refusal(() => named('get-menu_2'))).toBeUndefined();
  });
});

suite('tool of a Standard Schema', () => {
  it('takes zod as it is', () => {
    const order = tool({
      name: 'order',
      description: 'Orders.',
      parameters: z.object({ size: z.enum(['small', 'large']), count: z.number().default(1) }),
      run: (args) => {
        expectTypeOf(args).toEqualTypeOf<{ size: 'small' | 'large'; count: number }>();
        return args;
      },
    });
    expect(order.definition.parameters).toMatchObject({
      type: 'object',
      properties: { size: { type: 'string', enum: ['small', 'large'] } },
      required: ['size'],
    });
    const read = order.decoder.decode({ size: 'small' });
    expect(E.isRight(read) && order.run(read.right as never, call)).toEqual({ size: 'small', count: 1 });
  });

  it('says where and why arguments do not fit', () => {
    const order = declare(z.object({ to: z.object({ zip: z.string() }) }));
    const read = order.decoder.decode({ to: { zip: 1 } });
    const context = E.isLeft(read) ? read.left[0]?.context : undefined;
    expect(context?.map(({ key }) => key)).toEqual(['', 'to', 'zip']);
    expect(context?.at(-1)?.type.name).toMatch(/^a value that fits \(.*string.*\)$/);
    expect(context?.at(-1)?.actual).toBe(1);
  });

  const standard = (more: object): StandardSchema<string> => ({
    '~standard': { version: 1, vendor: 'mine', validate: () => ({ value: 'x' }), ...more },
  });

  it('needs a JSON schema', () => {
    expect(refusal(() => declare(standard({})))).toEqual(['no_json_schema', 'order.parameters']);
    const input = () => {
      throw new Error('cannot');
    };
    expect(refusal(() => declare(standard({ jsonSchema: { input } })))).toEqual([
      'no_json_schema',
      'order.parameters',
    ]);
  });

  it('refuses calls when it validates later', () => {
    const jsonSchema = { input: () => ({ type: 'object' }) };
    const later = declare(standard({ jsonSchema, validate: async () => ({ value: 'x' }) }));
    const read = later.decoder.decode({});
    expect(E.isLeft(read) && read.left[0]?.message).toBe('mine validates asynchronously');
  });
});
