import { describe, expect, it, jest } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { from, lastValueFrom, map, NEVER, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { isSpeechMark, outputAudio, speech } from '../index.ts';
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

  it('is outputAudio with marks', async () => {
    const events = from<readonly ServerEvent[]>([created(), delta, done()]);
    const sound = await lastValueFrom(events.pipe(outputAudio(), toArray()));
    expect(sound).toMatchObject([{ itemId: 'item_1', sampleRateHz: 24_000 }]);
    expectTypeOf(NEVER.pipe(speech())).toEqualTypeOf<Observable<Speech>>();
  });
});
