import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runMarbles } from '@rx-realtime/test-kit';
import { merge, timer, VirtualTimeScheduler } from 'rxjs';
import { AudioError, silence, tone, virtualPlayer } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';

describe('virtualPlayer', () => {
  it('reports while it plays and at the end of its queue', () => {
    runMarbles(({ expectObservable }) => {
      const player = virtualPlayer({ reportMs: 4 });
      expectObservable(player.played$).toBe('----a---b-c', { a: 4, b: 8, c: 10 });
      timer(0).subscribe(() => {
        player.write(silence({ durationMs: 7 }));
        player.write(silence({ durationMs: 3 }));
      });
    });
  });

  it('starts anew after its queue ran dry', () => {
    runMarbles(({ expectObservable }) => {
      const player = virtualPlayer({ reportMs: 4 });
      expectObservable(player.played$).toBe('--a-------b', { a: 2, b: 4 });
      merge(timer(0), timer(8)).subscribe(() => player.write(silence({ durationMs: 2 })));
    });
  });

  it('reports what was heard when it is cleared, and nothing more', () => {
    runMarbles(({ expectObservable }) => {
      const player = virtualPlayer({ reportMs: 4 });
      expectObservable(player.played$).toBe('----a-b', { a: 4, b: 6 });
      timer(0).subscribe(() => player.write(silence({ durationMs: 100 })));
      timer(6).subscribe(() => player.clear());
    });
  });

  it('passes on exactly the samples that were heard', () => {
    runMarbles(({ flush }) => {
      const { pcm, sampleRateHz } = tone({ frequencyHz: 440, durationMs: 50, sampleRateHz: 22_050 });
      const player = virtualPlayer({ reportMs: 7 });
      const heard: number[] = [];
      player.heard$.subscribe((block) => heard.push(...block.pcm));
      timer(0).subscribe(() => player.write({ pcm, sampleRateHz }));
      flush();
      expect(heard).toEqual([...pcm]);
      expect(durationMs({ pcm: Int16Array.from(heard), sampleRateHz })).toBeCloseTo(50, 1);
    });
  });

  it('has played to the end exactly what was written, however its clock runs', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(8_000, 11_025, 22_050, 24_000, 44_100, 48_000),
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        (lengths, sampleRateHz, reportMs) => {
          const clock = new VirtualTimeScheduler();
          const player = virtualPlayer({ reportMs, scheduler: clock });
          const blocks = lengths.map((length) => ({ pcm: new Int16Array(length), sampleRateHz }));
          const reports: number[] = [];
          player.played$.subscribe((ms) => reports.push(ms));
          blocks.forEach((block) => player.write(block));
          clock.flush();
          expect(reports.at(-1)).toBe(blocks.reduce((total, block) => total + durationMs(block), 0));
        },
      ),
    );
  });

  it('has nothing to play in an empty block', () => {
    runMarbles(({ expectObservable }) => {
      const player = virtualPlayer();
      expectObservable(player.played$).toBe('-');
      timer(0).subscribe(() => player.write(silence({ durationMs: 0 })));
    });
  });

  it('throws for a report interval of 0', () => {
    expect(() => virtualPlayer({ reportMs: 0 })).toThrow(AudioError);
  });
});
