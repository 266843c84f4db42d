import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { VonageMessage } from '../phone.ts';

/** As in Vonage's documentation of the messages. */
const documented: readonly VonageMessage[] = [
  { event: 'websocket:connected', 'content-type': 'audio/l16;rate=16000' },
  { event: 'websocket:dtmf', digit: '5', duration: 260 },
  { event: 'websocket:notify', payload: { name: 'played' } },
  { event: 'websocket:cleared' },
  new Uint8Array(2),
];

describe('VonageMessage', () => {
  it.each(documented.map((message) => [message]))('is, decodes and encodes %j', (message) => {
    expect(VonageMessage.is(message)).toBe(true);
    expect(VonageMessage.decode(message)).toEqual(E.right(message));
    expect(VonageMessage.encode(message)).toBe(message);
  });

  it.each<[unknown, string]>([
    [{ event: 'websocket:connected' }, 'undefined'],
    [{ event: 'websocket:notify' }, 'undefined'],
    [{ event: 'media' }, 'no event of Vonage Voice'],
    [[1, 2], 'no event of Vonage Voice'],
  ])('refuses %j', (value, reason) => {
    expect(VonageMessage.is(value)).toBe(false);
    expect(PathReporter.report(VonageMessage.decode(value)).join()).toContain(reason);
  });
});
