import { describe, expect, it } from '@jest/globals';
import type { ResponseOutputAudioDelta } from '../events/responseAudio.ts';
import { decodeFrame } from '../wire/decodeServerEvent.ts';
import { bytesFromDelta } from '../wire/pcm16FromDelta.ts';
import { takeDecodedBytes } from './decodedBytes.ts';

const bytesOf = (seed: number): Uint8Array => Uint8Array.from({ length: 3000 }, (_, i) => (i * seed) % 256);
const frameOf = (bytes: Uint8Array): string =>
  JSON.stringify({
    type: 'response.output_audio.delta',
    event_id: 'event_1',
    response_id: 'resp_1',
    item_id: 'item_1',
    output_index: 0,
    content_index: 0,
    delta: Buffer.from(bytes).toString('base64'),
  });

function eventOf(bytes: Uint8Array): ResponseOutputAudioDelta {
  const result = decodeFrame(frameOf(bytes));
  if (result._tag === 'Left' || result.right.type !== 'response.output_audio.delta')
    throw new Error('not a delta');
  return result.right;
}

const [first, second] = [bytesOf(7919), bytesOf(104_729)];
const contentOf = (bytes: Uint8Array | undefined): readonly number[] => [...(bytes ?? [])];

describe('the bytes of a long delta', () => {
  it('wait on their event, whatever comes between', () => {
    const events = [eventOf(first), eventOf(second)];
    eventOf(bytesOf(3));
    expect(events.map((event) => contentOf(takeDecodedBytes(event)))).toEqual([[...first], [...second]]);
  });

  it('are given once; a second caller gets bytes of its own', () => {
    const event = eventOf(first);
    bytesFromDelta(event);
    expect(takeDecodedBytes(event)).toBeUndefined();
    const again = bytesFromDelta(event);
    expect(again._tag === 'Right' && contentOf(again.right)).toEqual([...first]);
  });

  it('are not those of a delta that was changed', () => {
    const event = Object.assign(eventOf(first), { delta: Buffer.from(second).toString('base64') });
    expect(takeDecodedBytes(event)).toBeUndefined();
    const bytes = bytesFromDelta(event);
    expect(bytes._tag === 'Right' && contentOf(bytes.right)).toEqual([...second]);
  });

  it('show nowhere: the event is what JSON.parse gives, and copies do not have them', () => {
    const event = eventOf(first);
    expect(event).toStrictEqual(JSON.parse(frameOf(first)));
    expect(Reflect.ownKeys(event)).toEqual(Object.keys(JSON.parse(frameOf(first)) as object));
    expect(takeDecodedBytes({ ...event })).toBeUndefined();
    expect(takeDecodedBytes(structuredClone(event))).toBeUndefined();
    expect(contentOf(takeDecodedBytes(event))).toEqual([...first]);
  });
});
