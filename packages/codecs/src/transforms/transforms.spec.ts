import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlawFromBase64, BytesFromBase64, MulawFromBase64 } from './BytesFromBase64.ts';
import { DateFromUnixSeconds } from './DateFromUnixSeconds.ts';
import { JsonFromString } from './JsonFromString.ts';
import { Pcm16FromBase64 } from './Pcm16FromBase64.ts';

const message = (
  result: { _tag: 'Left'; left: readonly { message?: string | undefined }[] } | { _tag: 'Right' },
) => (result._tag === 'Left' ? result.left.map((error) => error.message) : result);

describe('Pcm16FromBase64', () => {
  it('is', () => {
    expect(Pcm16FromBase64.is(Int16Array.of(1))).toBe(true);
    expect(Pcm16FromBase64.is('AQA=')).toBe(false);
  });

  it('decode', () => {
    expect(Pcm16FromBase64.decode('AQD//w==')).toEqual({ _tag: 'Right', right: Int16Array.of(1, -1) });
    expect(message(Pcm16FromBase64.decode('AQ=='))).toEqual(['an odd number of bytes']);
    expect(message(Pcm16FromBase64.decode('*'))).toEqual(['not base64']);
    expect(message(Pcm16FromBase64.decode(5))).toEqual(['not base64']);
  });

  it('encode', () => {
    expect(Pcm16FromBase64.encode(Int16Array.of(1, -1))).toBe('AQD//w==');
  });
});

describe.each([BytesFromBase64, MulawFromBase64, AlawFromBase64])('$name', (codec) => {
  it('is', () => {
    expect(codec.is(Uint8Array.of(1))).toBe(true);
    expect(codec.is([1])).toBe(false);
  });

  it('decode', () => {
    expect(codec.decode('AQID')).toEqual({ _tag: 'Right', right: Buffer.from([1, 2, 3]) });
    expect(message(codec.decode('AQ*D'))).toEqual(['not base64']);
    expect(message(codec.decode(null))).toEqual(['not base64']);
  });

  it('encode', () => {
    expect(codec.encode(Uint8Array.of(1, 2, 3))).toBe('AQID');
  });
});

describe('JsonFromString', () => {
  it('is', () => {
    expect(JsonFromString.is(null)).toBe(true);
    expect(JsonFromString.is(undefined)).toBe(false);
  });

  it('decode', () => {
    expect(JsonFromString.decode('{"a":[1]}')).toEqual({ _tag: 'Right', right: { a: [1] } });
    expect(JsonFromString.decode('null')).toEqual({ _tag: 'Right', right: null });
    for (const bad of ['', '{', '{"a":1', 'undefined', '{"__proto__":{}}', 5]) {
      expect(message(JsonFromString.decode(bad))).toEqual(['not JSON']);
    }
  });

  it('gives back any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(!JSON.stringify(value).includes('__proto__'));
        expect(JSON.stringify(JsonFromString.decode(JsonFromString.encode(value)))).toBe(
          JSON.stringify({ _tag: 'Right', right: value }),
        );
      }),
    );
  });
});

describe('DateFromUnixSeconds', () => {
  const date = new Date('2026-08-01T00:00:00Z');

  it('is', () => {
    expect(DateFromUnixSeconds.is(date)).toBe(true);
    expect(DateFromUnixSeconds.is(5)).toBe(false);
  });

  it('decode', () => {
    expect(DateFromUnixSeconds.decode(1_785_542_400)).toEqual({ _tag: 'Right', right: date });
    for (const bad of ['5', null, NaN, Infinity, 1e300])
      expect(DateFromUnixSeconds.decode(bad)._tag).toBe('Left');
  });

  it('encode', () => {
    expect(DateFromUnixSeconds.encode(date)).toBe(1_785_542_400);
  });
});
