import { describe, expect, it, jest } from '@jest/globals';
import { base64FromBytes, encodeG711 } from '@rx-realtime/pcm';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { telnyxInput } from '../phone.ts';
import type { TelnyxMessage } from '../phone.ts';

const media = (payload: string, track = 'inbound'): TelnyxMessage => ({
  event: 'media',
  media: { track, payload },
});
const sound = media('//8=');
const mark: TelnyxMessage = { event: 'mark', mark: { name: 'mine' } };

describe('telnyxInput', () => {
  itHasALifeCycle({
    operator: () => (source$: Observable<TelnyxMessage>) =>
      source$.pipe(
        telnyxInput(),
        map((block) => block.pcm.length),
      ),
    values: { i: sound, k: mark },
    results: { b: 2 },
    one: ['-i-', '-b-'],
    many: ['-ikki-', '-b--b-'],
  });

  it('is decoded as the call says', async () => {
    const start = (encoding: string, sample_rate: number): TelnyxMessage => ({
      event: 'start',
      start: { call_control_id: 'v2:T02', media_format: { encoding, sample_rate } },
    });
    const first = async (...messages: readonly TelnyxMessage[]) => {
      const { pcm, sampleRateHz } = await lastValueFrom(from(messages).pipe(telnyxInput()));
      return [[...pcm], sampleRateHz];
    };
    expect(await first(start('PCMU', 8_000), media('gA=='))).toEqual([[32_124], 8_000]);
    expect(await first(start('PCMA', 8_000), media('qg=='))).toEqual([[32_256], 8_000]);
    // L16 of RTP has the higher byte first.
    expect(await first(start('L16', 16_000), media('AQI='))).toEqual([[0x0102], 16_000]);
  });

  it('tells of what cannot be decoded, and goes on', async () => {
    const next = jest.fn();
    const broken: TelnyxMessage = media('!!!!');
    const messages = [sound, broken, sound];
    const blocks = await lastValueFrom(
      from(messages).pipe(telnyxInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toHaveLength(2);
    expect(next.mock.calls).toEqual([[expect.objectContaining({ code: 'malformed_audio' })]]);
  });

  it('tells of each message in a coding that is not known', async () => {
    const next = jest.fn();
    const messages = [
      { event: 'start', start: { call_control_id: 'v2:T02', media_format: { encoding: 'OPUS' } } } as const,
      sound,
      sound,
    ];
    const blocks = await lastValueFrom(
      from(messages).pipe(telnyxInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toEqual([]);
    expect(next.mock.calls).toEqual(
      Array.from({ length: 2 }, () => [expect.objectContaining({ code: 'unsupported_encoding' })]),
    );
  });

  it('puts frames back in order, and does not wait for one for ever', async () => {
    const next = jest.fn();
    const frame = (chunk: number): TelnyxMessage => ({
      event: 'media',
      media: {
        track: 'inbound',
        chunk: String(chunk),
        payload: base64FromBytes(encodeG711(Int16Array.of(chunk * 1_000), 'audio/pcmu')),
      },
    });
    const heardIn = async (chunks: readonly number[]) => {
      const messages = chunks.map(frame);
      const blocks = await lastValueFrom(
        from(messages).pipe(telnyxInput({ malformedObserver: { next } }), toArray()),
      );
      return blocks.map(({ pcm }) => Math.round((pcm[0] ?? 0) / 1_000));
    };
    expect(await heardIn([1, 3, 2, 4, 6, 5])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(next).not.toHaveBeenCalled();
    expect(await heardIn([1, 3, 4, 5, 6, 7, 8, 2, 9])).toEqual([1, 3, 4, 5, 6, 7, 8, 9]);
    expect(next).toHaveBeenCalledTimes(1);
    expect(await heardIn([1, 4, 3])).toEqual([1, 3, 4]);
  });

  it('hears the caller and nobody else', async () => {
    const blocks = await lastValueFrom(
      from([media('//8=', 'outbound'), sound]).pipe(telnyxInput(), toArray()),
    );
    expect(blocks).toHaveLength(1);
  });
});
