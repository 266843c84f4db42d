import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { TelnyxMessage } from '../phone.ts';

/** As in Telnyx's documentation of the messages. */
const documented: readonly TelnyxMessage[] = [
  { event: 'connected', version: '1.0.0' },
  {
    event: 'start',
    sequence_number: '1',
    stream_id: '32DE0DEA-53CB-4B21-89A4-9E1819C043BC',
    start: {
      user_id: '3E6F995F-85F7-4705-9741-53B116D28237',
      call_control_id: 'v2:T02llQxIyaRkhfRKxgAP8nY511EhFLizdvdUKJiSw8d6A9BborherQ',
      call_session_id: 'ff55a038-6f5d-11ef-9692-02420aeffb1f',
      from: '+13122010094',
      to: '+13122123456',
      client_state: 'aGF2ZSBhIG5pY2UgZGF5ID1d',
      custom_parameters: { customer_id: 'customer_123' },
      media_format: { encoding: 'PCMU', sample_rate: 8_000, channels: 1 },
    },
  },
  {
    event: 'media',
    sequence_number: '4',
    stream_id: '32DE0DEA',
    media: { track: 'inbound', chunk: '2', timestamp: '5', payload: '//8=' },
  },
  { event: 'mark', sequence_number: '5', stream_id: '32DE0DEA', mark: { name: 'my label' } },
  { event: 'dtmf', stream_id: '32DE0DEA', occurred_at: '2026-01-01T00:00:00Z', dtmf: { digit: '1' } },
  { event: 'error', stream_id: '32DE0DEA', payload: { code: 100_003, title: 'malformed_frame' } },
  { event: 'stop', sequence_number: '6', stream_id: '32DE0DEA', stop: { call_control_id: 'v2:T02' } },
];

describe('TelnyxMessage', () => {
  it.each(documented.map((message) => [message]))('is, decodes and encodes %j', (message) => {
    expect(TelnyxMessage.is(message)).toBe(true);
    expect(TelnyxMessage.decode(message)).toEqual(E.right(message));
    expect(TelnyxMessage.encode(message)).toBe(message);
  });

  it.each<[unknown, string]>([
    [{ event: 'media', media: {} }, 'undefined'],
    [{ event: 'start', start: {} }, 'undefined'],
    [{ event: 'hangup' }, 'no event of Telnyx Media Streaming'],
    ['media', 'no event of Telnyx Media Streaming'],
  ])('refuses %j', (value, reason) => {
    expect(TelnyxMessage.is(value)).toBe(false);
    expect(PathReporter.report(TelnyxMessage.decode(value)).join()).toContain(reason);
  });
});
