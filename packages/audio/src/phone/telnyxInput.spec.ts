import { describe, expect, it, jest } from '@jest/globals';
import { base64FromBytes, encodeG711 } from '@rx-realtime/pcm';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, toArray } from 'rxjs';
import { itIsAPhoneInput, phoneInputLifeCycle } from '../../test/itIsAPhoneInput.ts';
import { telnyxInput } from '../phone.ts';
import type { TelnyxMessage } from '../phone.ts';

const media = (payload: string, track = 'inbound'): TelnyxMessage => ({
  event: 'media',
  media: { track, payload },
});
const sound = media('//8=');
const other: TelnyxMessage = { event: 'mark', mark: { name: 'mine' } };
const broken: TelnyxMessage = media('!!!!');
const strange: TelnyxMessage = {
  event: 'start',
  start: { call_control_id: 'v2:T02', media_format: { encoding: 'OPUS' } },
};

describe('telnyxInput', () => {
  const kinds = { sound, broken, other, strange };
  itHasALifeCycle(phoneInputLifeCycle<TelnyxMessage>(telnyxInput, kinds));
  itIsAPhoneInput<TelnyxMessage>(telnyxInput, kinds);

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
