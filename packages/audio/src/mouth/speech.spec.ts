import { describe, expect, it, jest } from '@jest/globals';
import { decodeServerEvent } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { base64FromPcm16 } from '@rx-realtime/pcm';
import { either as E } from 'fp-ts';
import { connectionLost, connectionRestored, itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { from, lastValueFrom, map, NEVER, timer, toArray, VirtualTimeScheduler } from 'rxjs';
import type { Observable } from 'rxjs';
import { isSpeechMark, outputAudio, playback, speech, virtualPlayer } from '../index.ts';
import type { Speech, SpeechConfig } from '../index.ts';

const response = {
  id: 'resp_1',
  object: 'realtime.response',
  conversation_id: 'conv_1',
  output: [],
} as const;
const created = (over: object = {}): ServerEvent => ({
  type: 'response.created',
  event_id: 'event_1',
  response: { ...response, status: 'in_progress', ...over },
});
const done = (id = 'resp_1'): ServerEvent => ({
  type: 'response.done',
  event_id: 'event_3',
  response: { ...response, id, status: 'completed' },
});
const delta: ServerEvent = {
  type: 'response.output_audio.delta',
  event_id: 'event_2',
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
  delta: 'AQACAA==',
};
const values = { c: created(), a: delta, d: done(), x: connectionLost };
const brief = (part: Speech): string =>
  isSpeechMark(part)
    ? `${part.mark} ${part.responseId} ${part.conversationId}`
    : `${part.pcm.length} samples`;
const through = async (events: readonly ServerEvent[], config?: SpeechConfig) =>
  (await lastValueFrom(from(events).pipe(speech(config), toArray()))).map(brief);

describe('speech', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () => (source$) => source$.pipe(speech(), map(brief)),
    values,
    results: { c: 'created resp_1 conv_1', a: '2 samples', d: 'done resp_1 conv_1' },
    one: ['-c-', '-c-'],
    many: ['-ca-a-d-d-', '-ca-a-d---'],
  });

  it('says which conversation a response belongs to: null for one out of band', async () => {
    expect(
      await through([
        created({ conversation_id: null }),
        created({ id: 'resp_2', conversation_id: undefined }),
      ]),
    ).toEqual(['created resp_1 null', 'created resp_2 undefined']);
  });

  it('has nothing to say of a response that only writes', async () => {
    expect(await through([created({ output_modalities: ['text'] }), done()])).toEqual([]);
    expect(await through([created({ output_modalities: ['audio'] }), done()])).toHaveLength(2);
  });

  it('has no end for a response whose beginning it has missed', async () => {
    expect(await through([delta, done(), done('resp_2')])).toEqual(['2 samples']);
  });

  it('ends what runs when the connection is lost, once', async () => {
    const begun = [created(), created({ id: 'resp_2' }), connectionLost, done()];
    expect(await through(begun)).toEqual([
      'created resp_1 conv_1',
      'created resp_2 conv_1',
      'done resp_1 conv_1',
      'done resp_2 conv_1',
    ]);
  });

  it('tells the half sample that a lost connection leaves', async () => {
    const next = jest.fn();
    const odd: ServerEvent = { ...delta, delta: 'AQ==' };
    await through([odd, connectionLost], { malformedObserver: { next } });
    expect(next.mock.calls).toEqual([[{ event: odd, code: 'odd_length' }]]);
  });

  const session = (
    format: object,
    type: 'session.created' | 'session.updated' = 'session.updated',
  ): ServerEvent => {
    const decoded = decodeServerEvent({
      type,
      event_id: 'event_4',
      session: { id: 'sess_1', object: 'realtime.session', type: 'realtime', audio: { output: { format } } },
    });
    if (E.isLeft(decoded)) throw new Error('not decoded');
    return decoded.right;
  };
  const ratesOf = async (events: readonly ServerEvent[], config?: SpeechConfig) =>
    (await lastValueFrom(from(events).pipe(outputAudio(config), toArray()))).map(
      ({ sampleRateHz }) => sampleRateHz,
    );

  it.each([8_000, 16_000, 24_000, 44_100, 48_000])('speaks PCM at the %d Hz of the session', async (rate) => {
    const format = { type: 'audio/pcm', rate } as const;
    expect(await ratesOf([session(format), delta])).toEqual([rate]);
    expect(await ratesOf([delta], { format })).toEqual([rate]);
    expect(await ratesOf([created({ audio: { output: { format } } }), delta])).toEqual([rate]);
  });

  it('follows the session, whatever was asked for', async () => {
    const other = session({ type: 'audio/pcm', rate: 16_000 });
    const phone = session({ type: 'audio/pcmu' });
    const events = [session({ type: 'audio/pcm' }, 'session.created'), delta, other, delta, phone, delta];
    const format = { type: 'audio/pcm', rate: 48_000 } as const;
    expect(await ratesOf(events, { format })).toEqual([48_000, 16_000, 8_000]);
  });

  it('follows a restored session', async () => {
    const format = { type: 'audio/pcmu' } as const;
    const whole = { type: 'realtime', audio: { output: { format } } } as const;
    expect(await ratesOf([{ ...connectionRestored, session: whole }, delta])).toEqual([8_000]);
  });

  it('reads nothing as sound that a session codes in another way', async () => {
    const next = jest.fn();
    expect(await ratesOf([session({ type: 'mp3' }), delta], { malformedObserver: { next } })).toEqual([]);
    expect(next.mock.calls).toEqual([[{ event: delta, code: 'unknown_format' }]]);
  });

  it('cuts an answer of 16 kHz where it was heard', () => {
    const second: ServerEvent = { ...delta, delta: base64FromPcm16(new Int16Array(16_000)) };
    const scheduler = new VirtualTimeScheduler();
    const cuts: unknown[] = [];
    from([session({ type: 'audio/pcm', rate: 16_000 }), second])
      .pipe(speech(), playback(virtualPlayer({ scheduler }), { bargeIn$: timer(430, scheduler) }))
      .subscribe((command) => cuts.push(command));
    scheduler.flush();
    expect(cuts).toEqual([
      expect.objectContaining({ type: 'conversation.item.truncate', audio_end_ms: 430 }),
    ]);
  });

  it('is outputAudio with marks', async () => {
    const events = from<readonly ServerEvent[]>([created(), delta, done()]);
    const sound = await lastValueFrom(events.pipe(outputAudio(), toArray()));
    expect(sound).toMatchObject([{ itemId: 'item_1', sampleRateHz: 24_000 }]);
    expectTypeOf(NEVER.pipe(speech())).toEqualTypeOf<Observable<Speech>>();
  });
});
