import { describe, expect, it } from '@jest/globals';
import { base64FromBytes, base64FromPcm16 } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { SessionInputAudioBufferAppend } from '@rx-realtime/codecs/translation';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { lastValueFrom, map, of, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { tone } from '../index.ts';
import { appendTranslationAudio, translationAudio } from '../translation.ts';

const { pcm } = tone({ frequencyHz: 440, durationMs: 200 });

describe('appendTranslationAudio', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => (source$) =>
      source$.pipe(
        appendTranslationAudio(),
        map(({ audio }) => audio.length),
      ),
    values: { a: { pcm, sampleRateHz: 24_000 }, n: { pcm: new Int16Array(0), sampleRateHz: 24_000 } },
    results: { e: 12_800 },
    one: ['-a-', '-e-'],
    many: ['-a-na-', '-e--e-'],
  });

  it('makes an event of each block that holds sound', async () => {
    const source = of({ pcm, sampleRateHz: 24_000 }, { pcm: new Int16Array(0), sampleRateHz: 24_000 });
    const events = await lastValueFrom(source.pipe(appendTranslationAudio(), toArray()));
    expect(events).toEqual([
      {
        type: 'session.input_audio_buffer.append',
        event_id: expect.any(String),
        audio: base64FromPcm16(pcm),
      },
    ]);
    expectTypeOf(source.pipe(appendTranslationAudio())).toEqualTypeOf<
      Observable<SessionInputAudioBufferAppend>
    >();
  });

  it('names the missing resampler', async () => {
    const source = of({ pcm, sampleRateHz: 48_000 });
    await expect(lastValueFrom(source.pipe(appendTranslationAudio()))).rejects.toMatchObject({
      code: 'rate_mismatch',
      hint: 'Put resamplePcm16({ toHz: 24000 }) before it',
    });
  });

  it('gives back the samples that went in', async () => {
    const there = await lastValueFrom(of({ pcm, sampleRateHz: 24_000 }).pipe(appendTranslationAudio()));
    const event = { type: 'session.output_audio.delta', event_id: 'event_1', delta: there.audio } as const;
    expect((await lastValueFrom(of(event).pipe(translationAudio()))).pcm).toEqual(pcm);
    expect(there.audio).toBe(base64FromBytes(new Uint8Array(pcm.buffer)));
  });
});
