import { describe, expect, it } from '@jest/globals';
import { either as E } from 'fp-ts';
import { PathReporter } from 'io-ts/PathReporter';
import { TwilioMessage } from '../phone.ts';

/** As in Twilio's documentation of the messages. */
const documented: readonly TwilioMessage[] = [
  { event: 'connected', protocol: 'Call', version: '1.0.0' },
  {
    event: 'start',
    sequenceNumber: '1',
    start: {
      accountSid: 'AC1',
      streamSid: 'MZ1',
      callSid: 'CA1',
      tracks: ['inbound'],
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 },
      customParameters: { FirstName: 'Jane' },
    },
    streamSid: 'MZ1',
  },
  {
    event: 'media',
    sequenceNumber: '3',
    media: { track: 'inbound', chunk: '1', timestamp: '5', payload: '//8=' },
    streamSid: 'MZ1',
  },
  { event: 'mark', sequenceNumber: '4', streamSid: 'MZ1', mark: { name: 'my label' } },
  { event: 'dtmf', streamSid: 'MZ1', sequenceNumber: '5', dtmf: { digit: '1' } },
  { event: 'stop', sequenceNumber: '5', stop: { accountSid: 'AC1', callSid: 'CA1' }, streamSid: 'MZ1' },
];

describe('TwilioMessage', () => {
  it.each(documented)('is, decodes and encodes $event', (message) => {
    expect(TwilioMessage.is(message)).toBe(true);
    expect(TwilioMessage.decode(message)).toEqual(E.right(message));
    expect(TwilioMessage.encode(message)).toBe(message);
  });

  it.each<[unknown, string]>([
    [{ event: 'media', streamSid: 'MZ1', media: {} }, 'undefined'],
    [{ event: 'hangup' }, 'no event of Twilio Media Streams'],
    [{ event: 'constructor' }, 'no event of Twilio Media Streams'],
    ['media', 'no event of Twilio Media Streams'],
    [null, 'no event of Twilio Media Streams'],
  ])('refuses %j', (value, reason) => {
    expect(TwilioMessage.is(value)).toBe(false);
    expect(PathReporter.report(TwilioMessage.decode(value)).join()).toContain(reason);
  });
});
