import type { Random } from '../../src/scope/random.ts';

const crumbs = [
  ...'/ // /// [ ] : @ % %00 %2F .. . ? # & = * \\ ~ http:// ws:// https: localhost 99999999 :99999999'.split(
    ' ',
  ),
  ...'v1 realtime v1/realtime translations client_secrets calls rtc_1 accept hangup'.split(' '),
  ...'model=gpt-realtime call_id=rtc_1 intent=transcription api-key=ek_1'.split(' '),
  ...'\xe9,\x00,\x7f,\t, '.split(','),
  'x'.repeat(9_000),
];
const targets = [
  '/',
  '/v1/realtime?model=gpt-realtime',
  '/v1/realtime?intent=transcription',
  '/v1/realtime?call_id=rtc_1',
  '/v1/realtime?call_id=rtc_2',
  '/v1/realtime/translations?model=gpt-realtime-translate',
  '/openai/v1/realtime',
  '/v1/realtime/client_secrets',
  '/v1/realtime/translations/client_secrets',
  '/v1/realtime/calls/rtc_1/accept',
  '/v1/realtime/calls/rtc_2/accept',
  '/v1/realtime/calls/rtc_2/refer',
  '/v1/realtime/calls/rtc_3/hangup',
];
const bodies = [
  '',
  '{}',
  '{"type":"realtime"}',
  '{"session":{"type":"realtime","tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]}}',
  '{"session":{"type":"transcription","audio":{"input":{"transcription":{"model":"whisper-1"}}}}}',
  '{"session":{"model":"gpt-realtime-translate","audio":{"output":{"language":"de"}}}}',
  '{"type":"realtime","tools":[{"type":"function","name":"f","parameters":{"type":"object"}}]}',
  '{"expires_after":{"anchor":"created_at","seconds":60}}',
  '{"target_uri":"tel:1"}',
];
const values = ['null', '[]', '{}', '0', '-1', '1e999', '"x"', 'true', '""', '"\\ud800"', '[[[[]]]]', '1'];
const keys = ['__proto__', 'constructor', 'toString', 'type', 'session', 'tools', 'parameters', 'audio', ''];
const methods = ['GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'DELETE', 'CONNECT', 'BREW', ''];

/** A request that no honest client makes: an upgrade or a REST request, each part of it damaged now and then. */
export const hostileRequest = (random: Random): Buffer => {
  const below = (count: number): number => Math.floor(random() * count);
  const one = (list: readonly string[]): string => list[below(list.length)] ?? '';
  const chance = (probability: number): boolean => random() < probability;
  const times = (most: number, make: () => string): readonly string[] =>
    Array.from({ length: below(most + 1) }, make);

  /** Characters cut out, doubled or replaced by a crumb. */
  const damaged = (text: string): string =>
    times(3, () => one(crumbs)).reduce((result, crumb) => {
      const at = below(result.length + 1);
      return result.slice(0, at) + (chance(0.5) ? crumb : '') + result.slice(at + below(4));
    }, text);
  const sometimes = (text: string, probability = 0.1): string => (chance(probability) ? damaged(text) : text);

  const nested = (): string => {
    const depth = [3, 60, 70, 150_000][below(4)] ?? 0;
    return chance(0.5)
      ? '[' + '['.repeat(depth) + ']'.repeat(depth) + ']'
      : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  };
  const body = (): string => {
    const text = one(bodies);
    const value = chance(0.05) ? nested() : one(values);
    const how = below(5);
    if (how === 0) return damaged(text);
    if (how === 1)
      return text.replace(/:"[^"]*"|:\d+|\{"type":"object"\}/, (found) =>
        found.startsWith(':') ? `:${value}` : value,
      );
    if (how === 2) return text.replace('{', `{"${one(keys)}":${value},`);
    return how === 3 ? value : text;
  };

  const isUpgrade = chance(0.6);
  const target = chance(0.3) ? times(6, () => one(crumbs)).join('') : sometimes(one(targets), 0.3);
  const content = isUpgrade && chance(0.95) ? '' : body();
  const length = chance(0.95) ? String(content.length) : one(['-1', '0', '999999', 'NaN', '1e3']);
  const headers = [
    `Host: ${sometimes('localhost')}`,
    ...(isUpgrade
      ? [
          `Connection: ${sometimes('Upgrade', 0.05)}`,
          `Upgrade: ${sometimes('websocket', 0.05)}`,
          `Sec-WebSocket-Version: ${sometimes('13', 0.05)}`,
          `Sec-WebSocket-Key: ${sometimes('dGhlIHNhbXBsZSBub25jZQ==', 0.05)}`,
        ]
      : [`Content-Length: ${length}`]),
    ...times(2, () =>
      one([
        `Authorization: ${sometimes('Bearer sk-1', 0.5)}`,
        `Sec-WebSocket-Protocol: ${sometimes('realtime, openai-insecure-api-key.ek_1', 0.5)}`,
        `Sec-WebSocket-Extensions: ${sometimes('permessage-deflate; client_max_window_bits', 0.5)}`,
        `OpenAI-Beta: ${sometimes('realtime=v1', 0.5)}`,
        `Origin: ${one(crumbs)}`,
        'Transfer-Encoding: chunked',
        'Expect: 100-continue',
        `X: ${'y'.repeat(20_000)}`,
        one(crumbs),
      ]),
    ),
  ].filter(() => chance(0.98));
  const method = chance(0.9) ? (isUpgrade ? 'GET' : 'POST') : one(methods);
  // What follows an upgrade is a frame, or was meant to be one.
  const frame =
    isUpgrade && chance(0.2)
      ? Buffer.from(times(40, () => String.fromCharCode(below(256))).join(''), 'latin1')
      : Buffer.alloc(0);
  const head = `${method} ${target} ${sometimes('HTTP/1.1', 0.02)}\r\n${headers.join('\r\n')}\r\n\r\n${content}`;
  return Buffer.concat([Buffer.from(head, 'latin1'), frame]);
};
