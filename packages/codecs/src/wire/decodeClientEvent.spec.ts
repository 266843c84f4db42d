import { expect, it } from '@jest/globals';
import { decodeClientEvent, decodeClientFrame } from './decodeClientEvent.ts';
import { strict } from './strict.ts';

it('reads a frame', () => {
  const event = { type: 'response.cancel', event_id: 'event_1' };
  expect(decodeClientFrame(JSON.stringify(event))).toEqual({ _tag: 'Right', right: event });
});

it.each<[string, unknown]>([
  ['unknown_type', { type: 'response.done' }],
  ['not_an_event', { event_id: 'event_1' }],
  ['invalid_event', { type: 'conversation.item.create', item: { type: 'message', role: 'user' } }],
  ['forbidden_key', JSON.parse('{"type":"response.cancel","__proto__":{}}')],
])('is a Left: %s', (code, event) => {
  expect(decodeClientEvent(event)).toEqual({ _tag: 'Left', left: expect.objectContaining({ code }) });
});

it('refuses in a strict reading what the schema refuses', () => {
  const event = { type: 'session.update', session: { type: 'realtime', audio: { output: { speed: 2 } } } };
  expect(decodeClientEvent(event)._tag).toBe('Right');
  expect(decodeClientEvent(event, { strict })).toMatchObject({
    left: { problems: [{ path: 'session.audio.output.speed', expected: '0.25 to 1.5', actual: 'number' }] },
  });
});
