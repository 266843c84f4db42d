import { describe, expect, it } from '@jest/globals';
import { base64FromBytes, encodeG711 } from '@rx-realtime/pcm';
import fc from 'fast-check';
import type { ResponseOutputAudioDelta } from '../events/responseAudio.ts';
import { speechReader } from './speechReader.ts';
import type { SoundFormat } from '@rx-realtime/pcm';
import type { MalformedSpeech, SpeechFormat } from './speechReader.ts';

const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
const delta = (text: string, over: Partial<ResponseOutputAudioDelta> = {}): ResponseOutputAudioDelta => ({
  type: 'response.output_audio.delta',
  event_id: 'event_1',
  ...address,
  delta: text,
  ...over,
});
const done = { type: 'response.output_audio.done', event_id: 'event_2', ...address } as const;

const setUp = (format: SpeechFormat | SoundFormat = 'audio/pcm') => {
  const malformed: MalformedSpeech[] = [];
  return { reader: speechReader(format, (speech) => malformed.push(speech)), malformed };
};

describe('speechReader', () => {
  it('carries the odd byte of a delta to the next one of the same part', () => {
    const { reader, malformed } = setUp();
    expect(reader.read(delta('AQAC'))?.pcm).toEqual(Int16Array.of(1));
    expect(reader.read(delta('BAUG', { content_index: 1 }))?.pcm).toEqual(Int16Array.of(0x0504));
    expect(reader.read(delta('AAMA'))?.pcm).toEqual(Int16Array.of(2, 3));
    reader.end(done);
    expect(malformed).toEqual([]);
    reader.endAll();
    expect(malformed).toMatchObject([{ event: { content_index: 1 }, code: 'odd_length' }]);
  });

  it('tells the half sample that a part ends with, once', () => {
    const { reader, malformed } = setUp();
    const event = delta('AQAC');
    reader.read(event);
    reader.end(done);
    reader.end(done);
    reader.endAll();
    expect(malformed).toEqual([{ event, code: 'odd_length' }]);
  });

  it('leaves out what is no base64, and goes on with the part', () => {
    const { reader, malformed } = setUp();
    expect(reader.read(delta('AQAC'))).toBeDefined();
    expect(reader.read(delta('A!=='))).toBeUndefined();
    expect(reader.read(delta('AAMA'))?.pcm).toEqual(Int16Array.of(2, 3));
    expect(malformed.map(({ code }) => code)).toEqual(['not_base64']);
  });

  it('has no block for a delta without a whole sample', () => {
    const { reader } = setUp();
    expect(reader.read(delta(''))).toBeUndefined();
    expect(reader.read(delta('AQ=='))).toBeUndefined();
    expect(reader.read(delta('AA=='))?.pcm).toEqual(Int16Array.of(1));
  });

  it.each(['audio/pcmu', 'audio/pcma'] as const)('reads %s, a byte a sample at 8 kHz', (format) => {
    const { reader } = setUp(format);
    const bytes = encodeG711(Int16Array.of(0, 1_000, -1_000), format);
    const block = reader.read(delta(base64FromBytes(bytes)));
    expect(block).toMatchObject({ sampleRateHz: 8_000, itemId: 'item_1' });
    expect(encodeG711(block?.pcm ?? new Int16Array(0), format)).toEqual(bytes);
  });

  it.each([8_000, 16_000, 24_000, 44_100, 48_000])('reads PCM of %d Hz', (rate) => {
    const { reader } = setUp({ type: 'audio/pcm', rate });
    expect(reader.read(delta('AQACAA=='))).toMatchObject({ pcm: Int16Array.of(1, 2), sampleRateHz: rate });
    const other = { type: 'audio/pcm', rate: 12_000 };
    expect(reader.read(delta('AQACAA=='), other)?.sampleRateHz).toBe(12_000);
  });

  it('reads nothing else as sound', () => {
    const { reader, malformed } = setUp({ type: 'mp3' });
    expect(reader.read(delta('AQACAA=='))).toBeUndefined();
    expect(malformed.map(({ code }) => code)).toEqual(['unknown_format']);
  });

  it('gives the same samples wherever the deltas are cut', () => {
    fc.assert(
      fc.property(fc.int16Array({ maxLength: 40 }), fc.array(fc.nat({ max: 80 })), (pcm, cuts) => {
        const bytes = new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength);
        const edges = [
          0,
          ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
          bytes.length,
        ];
        const { reader, malformed } = setUp();
        const out = edges
          .slice(1)
          .flatMap((edge, index) => [
            ...(reader.read(delta(base64FromBytes(bytes.subarray(edges[index], edge))))?.pcm ?? []),
          ]);
        reader.end(done);
        expect(out).toEqual([...pcm]);
        expect(malformed).toEqual([]);
      }),
    );
  });

  it('holds sixty-four cut parts, and ends the oldest when there are more', () => {
    const { reader, malformed } = setUp();
    for (let index = 0; index < 66; index++) reader.read(delta('AQ==', { content_index: index }));
    expect(malformed.map(({ event }) => event.content_index)).toEqual([0, 1]);
  });
});
