import { describe, expect, it, jest } from '@jest/globals';
import { base64FromBytes, base64FromPcm16 } from '@rx-realtime/pcm';
import type { SessionOutputAudioDelta, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import { expectTypeOf } from 'expect-type';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { lastValueFrom, map, of, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { tone } from '../index.ts';
import { translationAudio } from '../translation.ts';
import type { TranslationAudio } from '../translation.ts';

const { pcm } = tone({ frequencyHz: 440, durationMs: 200 });
const delta = (over: Partial<SessionOutputAudioDelta> = {}): SessionOutputAudioDelta => ({
  type: 'session.output_audio.delta',
  event_id: 'event_1',
  delta: base64FromPcm16(pcm),
  ...over,
});
const other: TranslationServerEvent = {
  type: 'session.output_transcript.delta',
  event_id: 'event_2',
  delta: 'hola',
};
const blockOf = (event: TranslationServerEvent) => lastValueFrom(of(event).pipe(translationAudio()));

describe('translationAudio', () => {
  itHasALifeCycle<TranslationServerEvent>({
    operator: () => (source$) =>
      source$.pipe(
        translationAudio(),
        map((block) => block.pcm.length),
      ),
    values: { d: delta(), o: other },
    results: { n: 4_800 },
    one: ['-d-', '-n-'],
    many: ['-d-o-d-', '-n---n-'],
  });

  it('selects and decodes speech', async () => {
    expect(await lastValueFrom(of(other, delta(), other).pipe(translationAudio(), toArray()))).toEqual([
      { pcm, sampleRateHz: 24_000, elapsedMs: undefined },
    ]);
    expectTypeOf(of(delta()).pipe(translationAudio())).toEqualTypeOf<Observable<TranslationAudio>>();
  });

  it('takes the rate, the channels and the time that the event names', async () => {
    const stereo = Int16Array.of(100, 300, -100, -300);
    expect(
      await blockOf(
        delta({
          delta: base64FromPcm16(stereo),
          sample_rate: 16_000,
          channels: 2,
          format: 'pcm16',
          elapsed_ms: 1_200,
        }),
      ),
    ).toEqual({ pcm: Int16Array.of(200, -200), sampleRateHz: 16_000, elapsedMs: 1_200 });
    expect(await blockOf(delta({ sample_rate: null, channels: null, elapsed_ms: null }))).toEqual({
      pcm,
      sampleRateHz: 24_000,
      elapsedMs: undefined,
    });
  });

  it('carries what is cut inside of a sample, or inside of a frame, to the next delta', async () => {
    const bytes = new Uint8Array(Int16Array.of(100, 300, -100, -300).buffer);
    const pieces = [bytes.subarray(0, 5), bytes.subarray(5)].map((piece) =>
      delta({ delta: base64FromBytes(piece), channels: 2 }),
    );
    const blocks = await lastValueFrom(of(...pieces).pipe(translationAudio(), toArray()));
    expect(blocks.map((block) => [...block.pcm])).toEqual([[200], [-200]]);
  });

  it.each<[Partial<SessionOutputAudioDelta>, string]>([
    [{ delta: 'AQ==' }, 'whole frames of 1 channels'],
    [{ delta: 'not base64!' }, 'base64 of audio/pcm'],
    [{ format: 'opus' }, 'pcm16'],
    [{ sample_rate: 0 }, 'a sample rate from 4000 to 384000 Hz'],
    [{ channels: 7, delta: 'AQAC' }, 'whole frames of 7 channels'],
    [{ channels: 0 }, 'a whole number of channels'],
  ])('tells what is wrong with %j, and goes on', async (over, expected) => {
    const next = jest.fn();
    const bad = delta(over);
    const source = of<TranslationServerEvent[]>(bad, other);
    const blocks = await lastValueFrom(
      source.pipe(translationAudio({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toEqual([]);
    expect(next.mock.calls).toEqual([
      [
        {
          event: bad,
          error: expect.objectContaining({ code: 'malformed_audio', where: 'translationAudio', expected }),
        },
      ],
    ]);
    expect(await lastValueFrom(of(bad, delta()).pipe(translationAudio(), toArray()))).not.toHaveLength(0);
  });
});
