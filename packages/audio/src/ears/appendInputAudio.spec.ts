import { describe, expect, it } from '@jest/globals';
import { bytesFromBase64, encodeG711, pcm16FromBase64 } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { ClientEvent, InputAudioBufferAppend } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { lastValueFrom, map, of, Subject, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { appendInputAudio, silence, tone } from '../index.ts';

const values = { a: silence({ durationMs: 20 }), n: silence({ durationMs: 0 }) };

describe('appendInputAudio', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => (source$) =>
      source$.pipe(
        appendInputAudio(),
        map(({ type }) => type),
      ),
    values,
    results: { e: 'input_audio_buffer.append' },
    one: ['-a-', '-e-'],
    many: ['-ana-a-', '-e-e-e-'],
  });

  it('emits one event for each block that holds sound', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--n--a--|', values);
      const lengths = source.pipe(
        appendInputAudio(),
        map(({ audio }) => audio.length),
      );
      expectObservable(lengths).toBe('--b-----b--|', { b: 1_280 });
      expectSubscriptions(source.subscriptions).toBe('^----------!');
    });
  });

  it('carries the samples, little-endian', async () => {
    const { pcm, sampleRateHz } = tone({ frequencyHz: 440, durationMs: 20 });
    const { type, audio } = await lastValueFrom(of({ pcm, sampleRateHz }).pipe(appendInputAudio()));
    expect(type).toBe('input_audio_buffer.append');
    expect(pcm16FromBase64(audio)).toEqual(pcm);
  });

  it('carries a view of a larger block, not the whole of it', async () => {
    const { pcm, sampleRateHz } = tone({ frequencyHz: 440, durationMs: 20 });
    const view = { pcm: pcm.subarray(7, 11), sampleRateHz };
    const { audio } = await lastValueFrom(of(view).pipe(appendInputAudio()));
    expect(pcm16FromBase64(audio)).toEqual(pcm.slice(7, 11));
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)('speaks %s at 8 kHz', async (format) => {
    const block = tone({ frequencyHz: 440, durationMs: 20, sampleRateHz: 8_000 });
    const { audio } = await lastValueFrom(of(block).pipe(appendInputAudio({ format })));
    expect(Uint8Array.from(bytesFromBase64(audio))).toEqual(encodeG711(block.pcm, format));
  });

  it.each([
    { format: 'audio/pcm', rate: 48_000, toHz: 24_000 },
    { format: 'audio/pcmu', rate: 24_000, toHz: 8_000 },
  ] as const)(
    'names the operator that is missing before $format at $rate Hz',
    async ({ format, rate, toHz }) => {
      const block = silence({ durationMs: 20, sampleRateHz: rate });
      await expect(lastValueFrom(of(block).pipe(appendInputAudio({ format })))).rejects.toMatchObject({
        _tag: 'AudioError',
        code: 'rate_mismatch',
        message: `appendInputAudio: expected ${toHz} Hz for ${format}, found ${rate} Hz. Put resamplePcm16({ toHz: ${toHz} }) before it`,
      });
    },
  );

  it('can be subscribed by anything that takes client events', async () => {
    const socket = new Subject<ClientEvent>();
    const sent = lastValueFrom(socket.pipe(toArray()));
    of(values.a).pipe(appendInputAudio()).subscribe(socket);
    expect(await sent).toHaveLength(1);
    expectTypeOf(of(values.a).pipe(appendInputAudio())).toEqualTypeOf<Observable<InputAudioBufferAppend>>();
    // @ts-expect-error a format the service does not have
    expect(() => appendInputAudio({ format: 'audio/mp3' })).not.toThrow();
  });
});
