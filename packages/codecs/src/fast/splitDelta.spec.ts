import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitDelta } from './splitDelta.ts';

const base64 = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 256)).toString('base64');
const head =
  '"type":"response.output_audio.delta","event_id":"event_1","response_id":"resp_1","output_index":0';
const frame = (delta = base64, before = head, after = ''): string => `{${before},"delta":"${delta}"${after}}`;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The fast path may decline; what it does not decline is what `JSON.parse` says. */
function expectSame(text: string): void {
  const split = splitDelta(text);
  if (split === undefined) return;
  expect(JSON.stringify(split.event)).toBe(JSON.stringify(parsed(text)));
  const { delta } = split.event as { delta: string };
  expect(Buffer.from(split.bytes).equals(Buffer.from(delta, 'base64'))).toBe(true);
}

it('reads an audio delta', () => {
  const split = splitDelta(frame());
  expect(split?.event).toStrictEqual(JSON.parse(frame()));
  expect(Buffer.from(split?.bytes ?? []).toString('base64')).toBe(base64);
});

it('reads it whatever its neighbours hold: escapes, a field before and after', () => {
  const text = frame(
    base64,
    `"note":"\\"delta\\":\\"x","type":"response.output_audio.delta"`,
    ',"obfuscation":"a\\u0041"',
  );
  expect(splitDelta(text)?.event).toStrictEqual(JSON.parse(text));
});

describe('declines', () => {
  it.each<[string, string]>([
    ['a short frame', frame('AAAA')],
    ['no delta', `{${head},"text":"${base64}"}`],
    ['a delta that is not base64', frame(`${base64}!`)],
    ['an escape in it', frame(`${base64.slice(0, -2)}\\n`)],
    ['a control character in it', frame(`${base64.slice(0, -1)}\n`)],
    ['white space in it', frame(`${base64.slice(0, -4)}    `)],
    ['a length that base64 never has', frame(`${base64}A`)],
    ['a delta inside another object', `{${head},"x":{"delta":"${base64}"}}`],
    ['one inside and one outside', `{${head},"x":{"delta":"${base64}"},"delta":"AAAA"}`],
    ['a second one after', frame(base64, head, ',"delta":"AAAA"')],
    ['a second one spelled with an escape', frame(base64, head, ',"\\u0064elta":"AAAA"')],
    ['a key that only ends like it', `{${head},"a\\"delta":"${base64}"}`],
    ['a text that holds it', `{${head},"x":"\\"delta\\":\\"${base64}"}`],
    ['an unfinished frame', frame().slice(0, -1)],
    ['an unfinished delta', frame().slice(0, -2)],
    ['rubbish after', `${frame()}x`],
    ['a list', `[${frame()}]`],
    ['a missing comma', `{${head}"delta":"${base64}"}`],
  ])('%s', (_name, text) => {
    expect(splitDelta(text) === undefined).toBe(true);
  });
});

it('agrees with JSON.parse on damaged frames', () => {
  const whole = frame(base64, `${head},"content_index":0`, ',"obfuscation":"aLxx0jTEci"');
  const position = fc.oneof(
    fc.nat({ max: 220 }),
    fc.integer({ min: whole.length - 60, max: whole.length }),
    fc.nat({ max: whole.length }),
  );
  const piece = fc.constantFrom(
    '"',
    '\\',
    '"delta":"',
    '"delta"',
    '{',
    '}',
    ',',
    ':',
    '\n',
    ' ',
    '\\u0064',
    'A',
    '',
    '"x":{',
    'é',
  );
  const damage = fc.array(fc.tuple(position, fc.nat({ max: 2 }), piece), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(damage, (edits) => {
      expectSame(
        edits.reduce((text, [at, cut, insert]) => text.slice(0, at) + insert + text.slice(at + cut), whole),
      );
    }),
    { numRuns: 3000 },
  );
});

it('agrees with JSON.parse on events of any fields in any order', () => {
  const value = fc.oneof(
    fc.constant(base64),
    fc.constant(`${base64}=`),
    fc.string(),
    fc.integer(),
    fc.constant(null),
  );
  const key = fc.constantFrom('type', 'event_id', 'delta', '"delta":"', 'a"delta', 'x');
  const fields = fc.array(fc.tuple(key, fc.oneof(value, fc.record({ delta: value }))), { maxLength: 6 });
  fc.assert(
    fc.property(fields, (entries) => {
      // Written by hand, because an object would not hold a key twice.
      expectSame(
        `{${entries.map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`).join(',')}}`,
      );
    }),
    { numRuns: 2000 },
  );
});
