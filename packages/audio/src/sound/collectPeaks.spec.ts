import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { from, lastValueFrom, map, of } from 'rxjs';
import { AudioError, collectPeaks } from '../index.ts';
import type { Peaks } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const peaksOf = (parts: readonly Int16Array[], slices: number): Promise<Peaks> =>
  lastValueFrom(from(parts.map((pcm) => ({ pcm, sampleRateHz: 24_000 }))).pipe(collectPeaks({ slices })));

describe('collectPeaks', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => (source$) =>
      source$.pipe(
        collectPeaks(),
        map(() => 'peaks'),
      ),
    values: { a: { pcm: Int16Array.of(1, -2), sampleRateHz: 8_000 } },
    results: { p: 'peaks' },
    one: ['-a-', '---'],
    many: ['-a-aa-', '------'],
    last: 'p',
  });

  it('finds the lowest and highest sample of every slice, however the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.int16Array({ maxLength: 500 }),
        fc.integer({ min: 1, max: 9 }),
        fc.nat(500),
        async (pcm, slices, cut) => {
          const { lows, highs, samplesPerSlice } = await peaksOf([pcm.slice(0, cut), pcm.slice(cut)], slices);
          const expected = Array.from({ length: Math.ceil(pcm.length / samplesPerSlice) }, (_, slice) => [
            0,
            ...pcm.slice(slice * samplesPerSlice, (slice + 1) * samplesPerSlice),
          ]);
          expect([...lows]).toEqual(expected.map((samples) => Math.min(...samples)));
          expect([...highs]).toEqual(expected.map((samples) => Math.max(...samples)));
          expect(Math.log2(samplesPerSlice) % 1).toBe(0);
          expect(lows.length).toBeLessThanOrEqual(2 * slices);
          expect(lows.length).toBeGreaterThanOrEqual(Math.min(slices, pcm.length));
        },
      ),
    );
  });

  it('emits on completion, passes errors, and begins anew for each subscription', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const input = { a: { pcm: Int16Array.of(1, -2), sampleRateHz: 8_000 } };
      const values = {
        p: { lows: Int16Array.of(0, -2), highs: Int16Array.of(1, 0), samplesPerSlice: 1 },
        e: { lows: new Int16Array(0), highs: new Int16Array(0), samplesPerSlice: 1 },
      };
      const source = cold<Pcm16>('-a-|', input);
      const result = source.pipe(collectPeaks({ slices: 4 }));
      expectObservable(result).toBe('---(p|)', values);
      expectObservable(result, '-----^').toBe('--------(p|)', values);
      expectSubscriptions(source.subscriptions).toBe(['^--!', '-----^--!']);
      expectObservable(cold<Pcm16>('--|').pipe(collectPeaks())).toBe('--(e|)', values);
      expectObservable(cold<Pcm16>('-a#', input).pipe(collectPeaks())).toBe('--#');
      expectObservable(cold<Pcm16>('-').pipe(collectPeaks())).toBe('-');
    });
  });

  it.each([0, 1.5, -3, 1e9])('throws for %p slices', (slices) => {
    expect(() => of<Pcm16>().pipe(collectPeaks({ slices }))).toThrow(AudioError);
  });
});
