import { describe, expect, it, jest } from '@jest/globals';
import { base64FromBytes, base64FromPcm16, encodeG711 } from '@rx-realtime/pcm';
import type { ResponseOutputAudioDelta, ServerEvent, SpeechBlock } from '@rx-realtime/codecs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { lastValueFrom, map, of, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { outputAudio, tone } from '../index.ts';

const { pcm } = tone({ frequencyHz: 440, durationMs: 20 });
const delta = (over: Partial<ResponseOutputAudioDelta> = {}): ServerEvent => ({
  type: 'response.output_audio.delta',
  event_id: 'event_1',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 2,
  content_index: 1,
  delta: base64FromPcm16(pcm),
  ...over,
});
const other: ServerEvent = {
  type: 'response.output_audio.done',
  event_id: 'event_2',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 2,
  content_index: 1,
};
const broken = delta({ delta: 'not base64!' });
const half = delta({ delta: 'AQ==' });
const values = { d: delta(), o: other };

describe('outputAudio', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () => (source$) =>
      source$.pipe(
        outputAudio(),
        map(({ itemId }) => itemId),
      ),
    values,
    results: { i: 'item_1' },
    one: ['-d-', '-i-'],
    many: ['-d-o-d-', '-i---i-'],
  });

  it('selects and decodes speech, with its ids', async () => {
    expect(await lastValueFrom(of(other, delta(), other).pipe(outputAudio(), toArray()))).toEqual([
      { pcm, sampleRateHz: 24_000, responseId: 'resp_1', itemId: 'item_1', outputIndex: 2, contentIndex: 1 },
    ]);
    expectTypeOf(of(delta()).pipe(outputAudio())).toEqualTypeOf<Observable<SpeechBlock>>();
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)('decodes %s at 8 kHz', async (format) => {
    const bytes = encodeG711(pcm, format);
    const block = await lastValueFrom(
      of(delta({ delta: base64FromBytes(bytes) })).pipe(outputAudio({ format })),
    );
    expect(block.sampleRateHz).toBe(8_000);
    expect(encodeG711(block.pcm, format)).toEqual(bytes);
  });

  it('carries the odd byte of a delta to the next delta of its part', async () => {
    const bytes = new Uint8Array(Int16Array.of(1_000, -2_000, 3_000, -4_000).buffer);
    const pieces = [bytes.subarray(0, 3), bytes.subarray(3)].map((piece) =>
      delta({ delta: base64FromBytes(piece) }),
    );
    const blocks = await lastValueFrom(of(...pieces).pipe(outputAudio(), toArray()));
    expect(blocks.flatMap((block) => [...block.pcm])).toEqual([1_000, -2_000, 3_000, -4_000]);
  });

  it('goes on after a delta that is not base64, and tells who asked', () => {
    runMarbles(({ cold, expectObservable, flush }) => {
      const next = jest.fn();
      const source = cold('-x-d-|', { x: broken, d: delta() });
      expectObservable(
        source.pipe(
          outputAudio({ malformedObserver: { next } }),
          map(() => 'd'),
        ),
      ).toBe('---d-|');
      flush();
      expect(next.mock.calls).toEqual([[{ event: broken, code: 'not_base64' }]]);
    });
  });

  it('goes on when nobody asked', async () => {
    expect(await lastValueFrom(of(broken, delta()).pipe(outputAudio(), toArray()))).toHaveLength(1);
  });

  it.each([
    ['of its part', [half, other]],
    ['of the stream', [half]],
  ])('tells half a sample that is left at the end %s, once', async (_, events) => {
    const next = jest.fn();
    await lastValueFrom(of(...events).pipe(outputAudio({ malformedObserver: { next } }), toArray()));
    expect(next.mock.calls).toEqual([[{ event: half, code: 'odd_length' }]]);
  });

  it('errors when that observer throws', async () => {
    const malformedObserver = {
      next: () => {
        throw new Error('no disk');
      },
    };
    await expect(lastValueFrom(of(broken).pipe(outputAudio({ malformedObserver })))).rejects.toThrow(
      'no disk',
    );
  });
});
