import { describe, expect, it } from '@jest/globals';
import type { SpeechBlock } from '@rx-realtime/codecs';
import { from, lastValueFrom, of, toArray } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import {
  chunkPcm16,
  gateByVoice,
  isSpeechMark,
  jitterBuffer,
  levelMeter,
  paceAudio,
  preRoll,
  resamplePcm16,
  tone,
} from '../index.ts';
import type { Speech, SpeechMark } from '../index.ts';

const block = (itemId: string, durationMs = 30, responseId = 'resp_1'): SpeechBlock => ({
  ...tone({ frequencyHz: 300, durationMs }),
  responseId,
  itemId,
  outputIndex: 0,
  contentIndex: 0,
});
const mark = (what: SpeechMark['mark'], responseId = 'resp_1'): SpeechMark => ({
  pcm: new Int16Array(0),
  sampleRateHz: 24_000,
  mark: what,
  responseId,
  conversationId: 'conv_1',
});
const brief = (speech: Speech): string =>
  isSpeechMark(speech)
    ? `${speech.mark} ${speech.responseId}`
    : `${speech.itemId} ${(speech.pcm.length * 1_000) / speech.sampleRateHz}`;
const through = async (speech: readonly Speech[], operator: OperatorFunction<Speech, Speech>) =>
  (await lastValueFrom(from(speech).pipe(operator, toArray()))).map(brief);

describe('operators on sound', () => {
  it('cut each part by itself, and end a response before its mark', async () => {
    const speech = [
      mark('created'),
      block('a'),
      block('a'),
      block('b'),
      block('a'),
      mark('done'),
      block('c'),
    ];
    expect(await through(speech, chunkPcm16({ durationMs: 40 }))).toEqual([
      'created resp_1',
      'a 40', // 20 ms wait
      'a 40', // 10 ms wait, and 30 of b
      'a 10',
      'b 30',
      'done resp_1',
      'c 30',
    ]);
  });

  it('leave a response alone that another mark is not about', async () => {
    const speech = [block('a'), mark('created', 'resp_2'), block('a'), mark('done', 'resp_2')];
    expect(await through(speech, chunkPcm16({ durationMs: 40 }))).toEqual([
      'created resp_2',
      'a 40',
      'done resp_2',
      'a 20',
    ]);
  });

  it('give each part as many samples as it had, at another rate', async () => {
    const speech = [block('a', 100), block('b', 100, 'resp_2'), block('a', 100), mark('done')];
    const blocks = await lastValueFrom(
      from<readonly Speech[]>(speech).pipe(resamplePcm16({ toHz: 8_000 }), toArray()),
    );
    const samplesOf = (id: string) =>
      blocks.reduce((sum, one) => sum + (!isSpeechMark(one) && one.itemId === id ? one.pcm.length : 0), 0);
    expect([samplesOf('a'), samplesOf('b')]).toEqual([1_600, 800]);
    expect(blocks.every((one) => isSpeechMark(one) || one.sampleRateHz === 8_000)).toBe(true);
  });

  it('keep whatever else a block carries', async () => {
    const timed = { ...tone({ frequencyHz: 300, durationMs: 40 }), elapsedMs: 200 };
    const blocks = await lastValueFrom(of(timed).pipe(chunkPcm16({ durationMs: 20 }), toArray()));
    expect(blocks.map(({ elapsedMs }) => elapsedMs)).toEqual([200, 200]);
  });

  it('finish the oldest part when there are many', async () => {
    const speech = Array.from({ length: 10 }, (_, index) => block(`item_${index}`, 10));
    const seen = await through(speech, chunkPcm16({ durationMs: 40 }));
    expect(seen).toEqual(speech.map(brief));
  });

  it.each<[string, OperatorFunction<Speech, Speech>]>([
    ['paceAudio', paceAudio({ speed: 1_000 })],
    ['jitterBuffer', jitterBuffer({ targetMs: 0 })],
    ['preRoll', preRoll({ durationMs: 10, open$: of(true) })],
    ['gateByVoice', gateByVoice({ onsetMs: 0 })],
    ['resamplePcm16', resamplePcm16({ toHz: 24_000 })],
    ['chunkPcm16', chunkPcm16({ durationMs: 20 })],
  ])('%s passes ids and marks', async (_, operator) => {
    const seen = await through([mark('created'), block('a', 20), block('a', 20), mark('done')], operator);
    expect(seen).toEqual(['created resp_1', 'a 20', 'a 20', 'done resp_1']);
  });

  it('jitterBuffer tells of a beginning at once, also while it fills', async () => {
    const seen = await through(
      [mark('created'), block('a', 10), mark('done')],
      jitterBuffer({ targetMs: 20 }),
    );
    expect(seen).toEqual(['created resp_1', 'a 10', 'done resp_1']);
  });

  it('measure no marks', async () => {
    const speech: readonly Speech[] = [mark('created'), block('a', 50), mark('done')];
    expect(await lastValueFrom(from(speech).pipe(levelMeter(), toArray()))).toHaveLength(1);
  });
});
