import { describe, expect, it } from '@jest/globals';
import { bytesFromBase64, encodeG711, pcm16FromBase64 } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import type { ClientEvent, InputAudioBufferAppend, ServerEvent } from '@rx-realtime/codecs';
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

  const declares = (type: 'session.created' | 'session.updated', rate: number): ServerEvent => ({
    type,
    event_id: 'event_1',
    session: { type: 'realtime', audio: { input: { format: { type: 'audio/pcm', rate } } } },
  });
  const at = (sampleRateHz: number) => silence({ durationMs: 20, sampleRateHz });

  it.each([8_000, 16_000, 48_000])('sends PCM of %d Hz to a session that hears it', async (rate) => {
    const format = { type: 'audio/pcm', rate } as const;
    const { audio } = await lastValueFrom(of(at(rate)).pipe(appendInputAudio({ format })));
    expect(bytesFromBase64(audio)).toHaveLength((rate / 50) * 2);
    const session$ = of(declares('session.updated', rate));
    expect(await lastValueFrom(of(at(rate)).pipe(appendInputAudio({ session$ })))).toMatchObject({ audio });
    await expect(lastValueFrom(of(at(24_000)).pipe(appendInputAudio({ session$ })))).rejects.toMatchObject({
      code: 'rate_mismatch',
      expected: `${rate} Hz for audio/pcm`,
    });
  });

  it('leaves the session with its source', () => {
    const session$ = new Subject<ServerEvent>();
    const source$ = new Subject<Pcm16>();
    source$.pipe(appendInputAudio({ session$ })).subscribe();
    expect(session$.observed).toBe(true);
    source$.complete();
    expect(session$.observed).toBe(false);
  });

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
