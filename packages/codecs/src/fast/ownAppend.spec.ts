import { describe, expect, it } from '@jest/globals';
import { clientEvents, inputAudioBufferAppend, sessionInputAudioBufferAppend } from '../make/clientEvents.ts';
import { ownAppendFrame } from './ownAppend.ts';

const pcm = (first: number): Int16Array => Int16Array.of(first, -1);

describe('an append of samples', () => {
  it.each([inputAudioBufferAppend, sessionInputAudioBufferAppend])(
    'is written without a look at its base64, as JSON would, and whatever was made since: %#',
    (make) => {
      const events = [make(pcm(1)), make(pcm(2)), make(Uint8Array.of(3))];
      expect(events.map(ownAppendFrame)).toEqual(events.map((event) => JSON.stringify(event)));
    },
  );

  it('shows nothing of it', () => {
    const event = inputAudioBufferAppend(pcm(1));
    const { type, event_id: eventId, audio } = event;
    expect(event).toStrictEqual({ type, event_id: eventId, audio });
    expect(Reflect.ownKeys(event)).toEqual(['type', 'event_id', 'audio']);
  });
});

describe('left to JSON is', () => {
  const made = () => inputAudioBufferAppend(pcm(1));

  it.each([
    ['a copy', { ...made() }],
    ['another type', Object.assign(made(), { type: 'session.input_audio_buffer.append' })],
    ['another id', Object.assign(made(), { event_id: '"' })],
    ['other base64', Object.assign(made(), { audio: '"' })],
    ['one field more', Object.assign(made(), { note: 'x' })],
    ['base64 from elsewhere', inputAudioBufferAppend('AQD//w==')],
    ['an id from elsewhere', clientEvents({ eventId: () => 'event_1' }).inputAudioBufferAppend(pcm(1))],
    ['what is no event', undefined],
  ])('%s', (_name, event) => {
    expect(ownAppendFrame(event)).toBeUndefined();
  });
});
