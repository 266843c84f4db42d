import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { PlivoMessage } from '../phone.ts';

/** As in Plivo's documentation of the messages. */
const documented: readonly PlivoMessage[] = [
  {
    event: 'start',
    sequenceNumber: 1,
    start: {
      callId: '12345678-1234-1234-1234-123456789abc',
      streamId: '87654321-4321-4321-4321-cba987654321',
      accountId: 'MAXXXXXXXXXXXXXXXXXX',
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000 },
    },
    extra_headers: 'userId=12345;sessionId=abc-xyz',
  },
  {
    event: 'media',
    sequenceNumber: 42,
    streamId: '87654321',
    media: { track: 'inbound', timestamp: '1705312200000', chunk: 41, payload: '//8=' },
  },
  { event: 'dtmf', sequenceNumber: 43, streamId: '87654321', dtmf: { digit: '5' } },
  { event: 'playedStream', sequenceNumber: 44, streamId: '87654321', name: 'customer greeting audio' },
  { event: 'clearedAudio', sequenceNumber: 45, streamId: '87654321' },
  { event: 'stop', streamId: '87654321' },
];

describe('PlivoMessage', () => {
  it.each(documented.map((message) => [message]))('is, decodes and encodes %j', (message) => {
    expect(PlivoMessage.is(message)).toBe(true);
    expect(PlivoMessage.decode(message)).toEqual(E.right(message));
    expect(PlivoMessage.encode(message)).toBe(message);
  });

  it.each<[unknown, string]>([
    [{ event: 'media', media: {} }, 'undefined'],
    [{ event: 'playedStream' }, 'undefined'],
    [{ event: 'playAudio' }, 'no event of Plivo Audio Streaming'],
    [null, 'no event of Plivo Audio Streaming'],
  ])('refuses %j', (value, reason) => {
    expect(PlivoMessage.is(value)).toBe(false);
    expect(PathReporter.report(PlivoMessage.decode(value)).join()).toContain(reason);
  });
});
