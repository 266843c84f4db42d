import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeFrame, decodeServerEvent } from '../src/wire/decodeServerEvent.ts';
import type { DecodeFailure } from '../src/describe/failure.ts';
import { JsonFromString } from '../src/transforms/JsonFromString.ts';

const event = (extra: string): string =>
  `{"type":"error","event_id":"event_1","error":{"message":"m"}${extra}}`;
const left = (code: DecodeFailure['code']) => ({ _tag: 'Left', left: expect.objectContaining({ code }) });
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

const parse = (text: string): unknown => JSON.parse(text);

/** Objects and arrays whose prototype is not the plain one. */
function strangers(u: unknown): number {
  if (typeof u !== 'object' || u === null) return 0;
  const prototype: unknown = Object.getPrototypeOf(u);
  const isPlain = prototype === Object.prototype || prototype === Array.prototype || prototype === null;
  return Object.values(u).reduce((sum: number, value: unknown) => sum + strangers(value), isPlain ? 0 : 1);
}

describe('keys that become prototypes', () => {
  it.each([
    '__proto__',
    '\\u005f_proto__',
    '__pr\\u006Fto__',
    '\\u005F\\u005F\\u0070\\u0072\\u006f\\u0074\\u006F__',
  ])('%s is refused at any depth', (key) => {
    expect(decodeFrame(event(`,"${key}":{"x":1}`))).toEqual(left('forbidden_key'));
    expect(decodeFrame(event(`,"a":[{"b":{"${key}":null}}]`))).toEqual(left('forbidden_key'));
    expect(JsonFromString.decode(`{"a":{"${key}":1}}`)._tag).toBe('Left');
  });

  it('are refused in values too', () => {
    const value: unknown = JSON.parse(event(',"a":{"__proto__":{"x":1}}'));
    expect(decodeServerEvent(value)).toEqual(left('forbidden_key'));
  });

  it('are harmless inside texts, and so is a key named constructor', () => {
    const frame = event(',"text":"__proto__","constructor":{"prototype":{"polluted":true}}');
    const result = decodeFrame(frame);
    expect(result).toEqual({ _tag: 'Right', right: parse(frame) });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('never lead to a value with another prototype', () => {
    const key = fc.constantFrom('__proto__', 'constructor', 'prototype', 'type', 'error', 'session', 'a');
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('error', 'session.created', 1, null),
        fc.array(tie('value')),
        fields(tie('value')),
      ),
    }));
    function fields(child: fc.Arbitrary<unknown>): fc.Arbitrary<string | object> {
      return fc.array(fc.tuple(key, child), { maxLength: 4 }).map((entries) => {
        const object = {};
        for (const [name, field] of entries)
          Object.defineProperty(object, name, { value: field, enumerable: true, configurable: true });
        return object;
      });
    }
    fc.assert(
      fc.property(value, (u) => {
        const result = decodeFrame(JSON.stringify(u));
        expect(strangers(result)).toBe(0);
        expect(Object.getPrototypeOf({})).toBe(Object.prototype);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });
});

describe('nesting', () => {
  it('is read to a depth of 64 and refused beyond', () => {
    expect(decodeFrame(event(`,"x":${nested(63)}`))._tag).toBe('Right');
    expect(decodeFrame(event(`,"x":${nested(64)}`))).toEqual(left('too_deep'));
    expect(JsonFromString.decode(nested(64))._tag).toBe('Right');
    expect(JsonFromString.decode(nested(65))._tag).toBe('Left');
  });

  it('of a million levels is refused unparsed', () => {
    expect(decodeFrame(event(`,"x":${nested(1e6)}`))).toEqual(left('too_large'));
    expect(decodeFrame('['.repeat(1e6))).toEqual(left('too_large'));
    expect(decodeFrame('{"a":'.repeat(1e6))).toEqual(left('too_large'));
  });

  it('that closes on itself is refused, and parts used many times are looked through once', () => {
    const cycle: { type: string; self?: unknown } = { type: 'error' };
    cycle.self = cycle;
    expect(decodeServerEvent(cycle)).toEqual(left('too_deep'));
    let shared: unknown = {};
    for (let i = 0; i < 60; i++) shared = { left: shared, right: shared };
    expect(decodeServerEvent({ type: 'response.new', shared })._tag).toBe('Right');
  });
});

describe('size', () => {
  it('beyond 24 MiB is refused unread', () => {
    expect(decodeFrame(' '.repeat(24 * 1024 * 1024 + 1))).toEqual(left('too_large'));
    expect(decodeFrame(new Uint8Array(24 * 1024 * 1024 + 1))).toEqual(left('too_large'));
  });

  it('below is read when it is one long text: 15 MiB of sound', () => {
    const audio = 'A'.repeat(20 * 1024 * 1024);
    const result = decodeFrame(event(`,"audio":"${audio}"`));
    expect(result._tag === 'Right' && result.right.type).toBe('error');
  });

  it('is refused when it is many values, and one failing value in many is explained in bounded memory', () => {
    const numbers = (count: number): string => event(`,"x":[${'1,'.repeat(count)}1]`);
    expect(decodeFrame(numbers(200_000))).toEqual(left('too_large'));
    const wrong = `{"type":"rate_limits.updated","event_id":"","rate_limits":[${'1,'.repeat(40_000)}1]}`;
    const result = decodeFrame(wrong);
    expect(result).toMatchObject({
      right: { type: 'rate_limits.updated', rate_limits: [] },
    });
  });
});

describe('oddities of JSON', () => {
  it('are read as JSON.parse reads them: lone surrogates, duplicate keys, numbers out of range', () => {
    for (const extra of [
      ',"x":"\\ud800"',
      ',"x":1,"x":2',
      ',"x":1e999',
      ',"x":-0',
      ',"x":123456789012345678901',
    ]) {
      expect(decodeFrame(event(extra))).toStrictEqual({ _tag: 'Right', right: parse(event(extra)) });
    }
  });
});
