import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { lastValueFrom, map, of, toArray } from 'rxjs';
import { AudioError, levelMeter, silence, tone } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const levels = (...blocks: Pcm16[]) => lastValueFrom(of(...blocks).pipe(levelMeter(), toArray()));

describe('levelMeter', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => levelMeter({ windowMs: 50 }),
    values: { w: silence({ durationMs: 50 }), h: silence({ durationMs: 25 }) },
    results: { l: { rmsDb: -100, peakDb: -100, clippedSamples: 0, durationMs: 50 } },
    one: ['-w-', '-l-'],
    many: ['-hh-w-', '--l-l-'],
  });

  it.each([
    { amplitude: 1, rmsDb: -3.01 },
    { amplitude: 0.1, rmsDb: -23.01 },
    { amplitude: 0.01, rmsDb: -43.01 },
  ])('measures a tone of $amplitude', async ({ amplitude, rmsDb }) => {
    const [level] = await levels(tone({ frequencyHz: 440, durationMs: 50, amplitude }));
    expect(level?.rmsDb).toBeCloseTo(rmsDb, 1);
    expect(level?.peakDb).toBeCloseTo(rmsDb + 3.01, 1);
    expect(level?.clippedSamples).toBe(amplitude === 1 ? 2 : 0);
  });

  it('shows silence as -100 dB', async () => {
    expect(await levels(silence({ durationMs: 50 }))).toEqual([
      { rmsDb: -100, peakDb: -100, clippedSamples: 0, durationMs: 50 },
    ]);
  });

  it('emits one level a window, and one for the rest', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a---a----|', { a: silence({ durationMs: 75 }) });
      const lengths = source.pipe(
        levelMeter(),
        map(({ durationMs }) => durationMs),
      );
      expectObservable(lengths).toBe('-w---(ww)-|', { w: 50 });
      expectSubscriptions(source.subscriptions).toBe('^---------!');
    });
  });

  it('throws for a window without length', () => {
    expect(() => levelMeter({ windowMs: 0 })).toThrow(AudioError);
  });
});
