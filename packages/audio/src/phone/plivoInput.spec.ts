import { describe, expect, it, jest } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { plivoInput } from '../phone.ts';
import type { PlivoMessage } from '../phone.ts';

const media = (payload: string, track = 'inbound'): PlivoMessage => ({
  event: 'media',
  media: { track, payload },
});
const sound = media('//8=');
const mark: PlivoMessage = { event: 'playedStream', name: 'mine' };

describe('plivoInput', () => {
  itHasALifeCycle({
    operator: () => (source$: Observable<PlivoMessage>) =>
      source$.pipe(
        plivoInput(),
        map((block) => block.pcm.length),
      ),
    values: { i: sound, k: mark },
    results: { b: 2 },
    one: ['-i-', '-b-'],
    many: ['-ikki-', '-b--b-'],
  });

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

  it('tells of what cannot be decoded, and goes on', async () => {
    const next = jest.fn();
    const broken: PlivoMessage = media('!!!!');
    const messages = [sound, broken, sound];
    const blocks = await lastValueFrom(
      from(messages).pipe(plivoInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toHaveLength(2);
    expect(next.mock.calls).toEqual([[expect.objectContaining({ code: 'malformed_audio' })]]);
  });

  it('tells of each message in a coding that is not known', async () => {
    const next = jest.fn();
    const messages = [
      {
        event: 'start',
        start: { callId: 'c1', streamId: 's1', mediaFormat: { encoding: 'audio/opus' } },
      } as const,
      sound,
      sound,
    ];
    const blocks = await lastValueFrom(
      from(messages).pipe(plivoInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toEqual([]);
    expect(next.mock.calls).toEqual(
      Array.from({ length: 2 }, () => [expect.objectContaining({ code: 'unsupported_encoding' })]),
    );
  });
});
