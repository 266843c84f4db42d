import { describe, expect, it, jest } from '@jest/globals';
import { base64FromBytes, base64FromPcm16, encodeG711 } from '@rx-realtime/pcm';
import type { ResponseOutputAudioDelta, ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { lastValueFrom, map, of, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { AudioError, outputAudio, tone } from '../index.ts';
import type { OutputAudio } from '../index.ts';

const scheduler = () => new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
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
const bad = delta({ delta: 'AQ==' });
const values = { d: delta(), o: other, x: bad };

describe('outputAudio', () => {
  it('selects and decodes speech, with its ids', async () => {
    expect(await lastValueFrom(of(other, delta(), other).pipe(outputAudio(), toArray()))).toEqual([
      { pcm, sampleRateHz: 24_000, responseId: 'resp_1', itemId: 'item_1', outputIndex: 2, contentIndex: 1 },
    ]);
    expectTypeOf(of(delta()).pipe(outputAudio())).toEqualTypeOf<Observable<OutputAudio>>();
  });

  it('passes never, empty, errors, unsubscription and re-subscription', () => {
    scheduler().run(({ cold, expectObservable, expectSubscriptions }) => {
      const ids = (source: Observable<ServerEvent>) =>
        source.pipe(
          outputAudio(),
          map(({ itemId }) => itemId),
        );
      const expected = { i: 'item_1' };
      expectObservable(ids(cold('-'))).toBe('-');
      expectObservable(ids(cold('--|'))).toBe('--|');
      expectObservable(ids(cold('-d-o#', values))).toBe('-i--#', expected);
      const source = cold('-d-o-d-|', values);
      expectObservable(ids(source), '^--!').toBe('-i--', expected);
      expectObservable(ids(source), '---^').toBe('----i---i-|', expected);
      expectSubscriptions(source.subscriptions).toBe(['^--!', '---^------!']);
    });
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)('decodes %s at 8 kHz', async (format) => {
    const bytes = encodeG711(pcm, format);
    const block = await lastValueFrom(
      of(delta({ delta: base64FromBytes(bytes) })).pipe(outputAudio({ format })),
    );
    expect(block.sampleRateHz).toBe(8_000);
    expect(encodeG711(block.pcm, format)).toEqual(bytes);
  });

  it.each(['AQ==', 'not base64!'])('ends with a typed error for %p', async (malformed) => {
    const failing = lastValueFrom(of(delta({ delta: malformed })).pipe(outputAudio()));
    await expect(failing).rejects.toMatchObject({
      code: 'malformed_audio',
      where: 'outputAudio, item item_1',
      cause: { _tag: 'DecodeFailure', problems: [{ path: 'delta' }] },
    });
    await expect(failing).rejects.not.toMatchObject({ message: expect.stringContaining(malformed) });
  });

  it('goes on when the caller takes note of what is malformed', () => {
    scheduler().run(({ cold, expectObservable, flush }) => {
      const onMalformed = jest.fn();
      expectObservable(
        cold('-x-d-|', values).pipe(
          outputAudio({ onMalformed }),
          map(() => 'd'),
        ),
      ).toBe('---d-|');
      flush();
      expect(onMalformed).toHaveBeenCalledTimes(1);
      expect(onMalformed).toHaveBeenCalledWith(bad, expect.any(AudioError));
    });
  });

  it('errors when that callback throws', async () => {
    const onMalformed = () => {
      throw new Error('no disk');
    };
    await expect(lastValueFrom(of(bad).pipe(outputAudio({ onMalformed })))).rejects.toThrow('no disk');
  });
});
