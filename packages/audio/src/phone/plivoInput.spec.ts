import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom } from 'rxjs';
import { itIsAPhoneInput, phoneInputLifeCycle } from '../../test/itIsAPhoneInput.ts';
import { plivoInput } from '../phone.ts';
import type { PlivoMessage } from '../phone.ts';

const media = (payload: string, track = 'inbound'): PlivoMessage => ({
  event: 'media',
  media: { track, payload },
});
const sound = media('//8=');
const other: PlivoMessage = { event: 'playedStream', name: 'mine' };
const broken: PlivoMessage = media('!!!!');
const strange: PlivoMessage = {
  event: 'start',
  start: { callId: 'c1', streamId: 's1', mediaFormat: { encoding: 'audio/opus' } },
};

describe('plivoInput', () => {
  const kinds = { sound, broken, other, strange };
  itHasALifeCycle(phoneInputLifeCycle<PlivoMessage>(plivoInput, kinds));
  itIsAPhoneInput<PlivoMessage>(plivoInput, kinds);

  it('is decoded as the call says', async () => {
    const start = (encoding: string, sampleRate: number): PlivoMessage => ({
      event: 'start',
      start: { callId: 'c1', streamId: 's1', mediaFormat: { encoding, sampleRate } },
    });
    const first = async (...messages: readonly PlivoMessage[]) => {
      const { pcm, sampleRateHz } = await lastValueFrom(from(messages).pipe(plivoInput()));
      return [[...pcm], sampleRateHz];
    };
    expect(await first(start('audio/x-mulaw', 8_000), media('gA=='))).toEqual([[32_124], 8_000]);
    expect(await first(start('audio/x-l16', 16_000), media('AQI='))).toEqual([[0x0201], 16_000]);
  });
});
