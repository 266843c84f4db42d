import { describe as suite, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { describe } from './describe.ts';
import { jsonSchemaOf } from './internal/jsonSchemaOf.ts';

suite('a described codec', () => {
  it('says what a value is for, and leaves the codec that it was given alone', () => {
    const city = describe(t.string, 'City and country');
    expect(jsonSchemaOf(city, 'x')).toEqual({ type: 'string', description: 'City and country' });
    expect(jsonSchemaOf(t.string, 'x')).toEqual({ type: 'string' });
    expectTypeOf(city).toEqualTypeOf<t.StringC>();
  });

  it('decodes and encodes as before', () => {
    const order = describe(t.type({ count: t.number }), 'An order');
    expect(order.decode({ count: 1 })).toEqual(E.right({ count: 1 }));
    expect(E.isLeft(order.decode({ count: '1' }))).toBe(true);
    expect(order.encode({ count: 1 })).toEqual({ count: 1 });
    expect(order.is({ count: 1 })).toBe(true);
    expect(order.name).toBe('{ count: number }');
    expect(order).toBeInstanceOf(t.InterfaceType);
  });

  it('says it anew', () => {
    expect(jsonSchemaOf(describe(describe(t.string, 'first'), 'second'), 'x')).toEqual({
      type: 'string',
      description: 'second',
    });
  });
});
