import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { clientEvents, inputAudioBufferAppend } from '../make/clientEvents.ts';
import { encodeClientEvent } from './encodeClientEvent.ts';
import { encodeServerEvent } from './encodeServerEvent.ts';

/** What a caller without types may hand over. */
const untyped = (event: unknown): ClientEvent => event as ClientEvent;

describe('what is no client event is a Left', () => {
  it.each<[string, unknown]>([
    ['unknown_type', { type: 'response.done' }],
    ['unknown_type', { type: 'constructor' }],
    ['unknown_type', {}],
    ['unknown_type', undefined],
    ['unknown_type', null],
    ['unknown_type', 'input_audio_buffer.clear'],
    ['invalid_event', { type: 'conversation.item.delete' }],
    ['invalid_event', { type: 'session.update', session: { type: 'realtime', instructions: null } }],
    ['not_serialisable', { type: 'response.cancel', extra: 10n }],
  ])('%s', (code, event) => {
    expect(encodeClientEvent(untyped(event))).toEqual({
      _tag: 'Left',
      left: expect.objectContaining({ _tag: 'EncodeFailure', code }),
    });
  });

  it('says where, and never prints the value', () => {
    const result = encodeClientEvent(untyped({ type: 'input_audio_buffer.append', audio: ['sk-secret'] }));
    expect(result).toEqual({
      _tag: 'Left',
      left: {
        _tag: 'EncodeFailure',
        code: 'invalid_event',
        message: 'InputAudioBufferAppend: expected string at audio, got array of length 1',
        problems: [{ path: 'audio', expected: 'string', actual: 'array of length 1' }],
      },
    });
  });
});

describe('an append', () => {
  it('is written as JSON writes it, whatever its id and audio', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\n', '","type":"x'));
    fc.assert(
      fc.property(text, fc.oneof(text, fc.int16Array()), (id, audio) => {
        const event = clientEvents({ eventId: () => id }).inputAudioBufferAppend(audio);
        expect(encodeClientEvent(event)).toEqual({ _tag: 'Right', right: JSON.stringify(event) });
      }),
    );
  });

  it('is written as JSON writes it also when it is not the last one made, and when it was changed', () => {
    const event = inputAudioBufferAppend(Int16Array.of(1, 2));
    inputAudioBufferAppend(Int16Array.of(3));
    expect(encodeClientEvent(event)).toEqual({ _tag: 'Right', right: JSON.stringify(event) });
    const changed = Object.assign(inputAudioBufferAppend(Int16Array.of(1)), { audio: '"quoted"' });
    expect(encodeClientEvent(changed)).toEqual({ _tag: 'Right', right: JSON.stringify(changed) });
  });
});

it('encodeServerEvent writes an unknown event as it came', () => {
  const payload = { type: 'response.smell', x: [1] };
  expect(encodeServerEvent({ type: 'unknown', wireType: payload.type, payload })).toEqual({
    _tag: 'Right',
    right: JSON.stringify(payload),
  });
});
