import { describe, expect, it, jest } from '@jest/globals';
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

  it('hears the caller and nobody else', async () => {
    const blocks = await lastValueFrom(
      from([media('//8=', 'outbound'), sound]).pipe(telnyxInput(), toArray()),
    );
    expect(blocks).toHaveLength(1);
  });
});
