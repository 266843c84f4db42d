import { describe, expect, it } from '@jest/globals';
import { decodeFrame } from './decodeServerEvent.ts';
import { base64FromPcm16 } from '@rx-realtime/pcm';
import { bytesFromDelta, pcm16FromDelta } from './pcm16FromDelta.ts';

const pcm = Int16Array.from({ length: 2400 }, (_, i) => ((i * 7919) % 65536) - 32768);

function audioDelta(delta: string) {
  const ids = {
    event_id: 'event_1',
    response_id: 'resp_1',
    item_id: 'item_1',
    output_index: 0,
    content_index: 0,
  };
  const result = decodeFrame(JSON.stringify({ type: 'response.output_audio.delta', ...ids, delta }));
  if (result._tag === 'Left' || result.right.type !== 'response.output_audio.delta')
    throw new Error('not a delta');
  return result.right;
}

describe('pcm16FromDelta', () => {
  it('gives the samples of a long delta and of a short one', () => {
    expect(pcm16FromDelta(audioDelta(base64FromPcm16(pcm)))).toEqual({ _tag: 'Right', right: pcm });
    const few = pcm.subarray(0, 4);
    expect(pcm16FromDelta(audioDelta(base64FromPcm16(few)))).toEqual({ _tag: 'Right', right: few });
  });

  it('gives each caller memory of its own', () => {
    const event = audioDelta(base64FromPcm16(pcm));
    const first = pcm16FromDelta(event);
    if (first._tag === 'Right') first.right.fill(0);
    expect(pcm16FromDelta(event)).toEqual({ _tag: 'Right', right: pcm });
  });

  it('gives the samples of the right event when another came between', () => {
    const event = audioDelta(base64FromPcm16(pcm));
    audioDelta(base64FromPcm16(pcm.map((sample) => ~sample)));
    expect(pcm16FromDelta(event)).toEqual({ _tag: 'Right', right: pcm });
  });

  it('is a Left for half a sample and for what is not base64', () => {
    const problems = (actual: string, expected: string) => ({
      _tag: 'Left',
      left: expect.objectContaining({ problems: [{ path: 'delta', expected, actual }] }),
    });
    expect(pcm16FromDelta({ delta: 'AQ==' })).toEqual(problems('string of length 4', 'whole samples'));
    expect(pcm16FromDelta({ delta: '!' })).toEqual(problems('string of length 1', 'base64'));
  });
});

it('bytesFromDelta gives the bytes, whatever their number', () => {
  expect(bytesFromDelta({ delta: 'AQID' })).toEqual({ _tag: 'Right', right: Buffer.from([1, 2, 3]) });
  expect(bytesFromDelta({ delta: '*' })._tag).toBe('Left');
});
