import { describe, expect, it, jest } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { vonageInput } from '../phone.ts';
import type { VonageMessage } from '../phone.ts';

const sound: VonageMessage = Uint8Array.of(1, 2, 3, 4);
const mark: VonageMessage = { event: 'websocket:cleared' };

describe('vonageInput', () => {
  itHasALifeCycle({
    operator: () => (source$: Observable<VonageMessage>) =>
      source$.pipe(
        vonageInput(),
        map((block) => block.pcm.length),
      ),
    values: { i: sound, k: mark },
    results: { b: 2 },
    one: ['-i-', '-b-'],
    many: ['-ikki-', '-b--b-'],
  });

  it('is decoded as the call says', async () => {
    const connected: VonageMessage = { event: 'websocket:connected', 'content-type': 'audio/l16;rate=8000' };
    const blocks = await lastValueFrom(from([sound, connected, sound]).pipe(vonageInput(), toArray()));
    expect(blocks.map(({ pcm, sampleRateHz }) => [[...pcm], sampleRateHz])).toEqual([
      [[0x0201, 0x0403], 16_000],
      [[0x0201, 0x0403], 8_000],
    ]);
  });

  it('tells of what cannot be decoded, and goes on', async () => {
    const next = jest.fn();
    const broken: VonageMessage = Uint8Array.of(1, 2, 3);
    const messages = [sound, broken, sound];
    const blocks = await lastValueFrom(
      from(messages).pipe(vonageInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toHaveLength(2);
    expect(next.mock.calls).toEqual([[expect.objectContaining({ code: 'malformed_audio' })]]);
  });

  it('tells of each message in a coding that is not known', async () => {
    const next = jest.fn();
    const messages = [{ event: 'websocket:connected', 'content-type': 'audio/opus' } as const, sound, sound];
    const blocks = await lastValueFrom(
      from(messages).pipe(vonageInput({ malformedObserver: { next } }), toArray()),
    );
    expect(blocks).toEqual([]);
    expect(next.mock.calls).toEqual(
      Array.from({ length: 2 }, () => [expect.objectContaining({ code: 'unsupported_encoding' })]),
    );
  });
});
