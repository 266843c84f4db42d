import { describe, expect, it } from '@jest/globals';
import { responseCreate, sessionUpdate } from '../make/clientEvents.ts';
import type { Capabilities } from '../correlation/capabilities.ts';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { encodeClientEvent } from './encodeClientEvent.ts';
import { lowerEvent } from './lowerEvent.ts';

const truncate = {
  type: 'conversation.item.truncate',
  item_id: 'item_1',
  content_index: 0,
  audio_end_ms: 10,
} as const;

describe('lowerEvent', () => {
  it('writes what nothing is said about as ever', () => {
    expect(lowerEvent(truncate, {})).toEqual(encodeClientEvent(truncate));
    expect(lowerEvent(truncate, { lower: (event) => event })).toEqual(encodeClientEvent(truncate));
  });

  it('checks the event before it is lowered', () => {
    const wrong: ClientEvent = JSON.parse(JSON.stringify({ ...truncate, item_id: 5 }));
    expect(lowerEvent(wrong, { lower: () => ({}) })).toMatchObject({ left: { code: 'invalid_event' } });
  });

  it('says that a server has nothing like it', () => {
    expect(lowerEvent(truncate, { lower: () => undefined })).toMatchObject({
      left: { code: 'not_supported', message: 'this server has nothing like conversation.item.truncate' },
    });
  });

  const cases: readonly (readonly [Capabilities, ClientEvent, string])[] = [
    [{ truncation: false }, truncate, 'cut what was not heard'],
    [{ soundOut: false }, sessionUpdate({ output_modalities: ['audio'] }), 'speak'],
    [{ soundOut: false }, sessionUpdate({ audio: { output: { voice: 'alloy' } } }), 'speak'],
    [{ soundOut: false }, responseCreate({ output_modalities: ['audio'] }), 'speak'],
    [
      { turnDetection: false },
      sessionUpdate({ audio: { input: { turn_detection: { type: 'server_vad' } } } }),
      'hear when a turn is over',
    ],
  ];
  it.each(cases)('refuses what is beyond %j', (capabilities, event, wish) => {
    expect(lowerEvent(event, { capabilities })).toMatchObject({
      left: { code: 'not_supported', message: `this server does not ${wish}` },
    });
    expect(lowerEvent(event, { capabilities: {} })).toEqual(encodeClientEvent(event));
  });

  it.each([
    [{ soundOut: false }, sessionUpdate({ output_modalities: ['text'] })],
    [{ soundOut: false }, { type: 'response.create' }],
    [{ turnDetection: false }, sessionUpdate({ audio: { input: { turn_detection: null } } })],
  ] as const)('lets pass what is within %j', (capabilities, event) => {
    expect(lowerEvent(event, { capabilities })).toEqual(encodeClientEvent(event));
  });
});
