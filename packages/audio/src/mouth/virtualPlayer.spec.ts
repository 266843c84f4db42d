import { describe, expect, it } from '@jest/globals';
import { merge, timer } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { AudioError, silence, tone, virtualPlayer } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';

const scheduler = () => new TestScheduler((actual, expected) => expect(actual).toEqual(expected));

describe('virtualPlayer', () => {
  it('reports while it plays and at the end of its queue', () => {
    scheduler().run(({ expectObservable }) => {
      const player = virtualPlayer({ reportMs: 4 });
      expectObservable(player.played$).toBe('----a---b-c', { a: 4, b: 8, c: 10 });
      timer(0).subscribe(() => {
        player.write(silence({ durationMs: 7 }));
        player.write(silence({ durationMs: 3 }));
      });
    });
  });

  it('starts anew after its queue ran dry', () => {
    scheduler().run(({ expectObservable }) => {
      const player = virtualPlayer({ reportMs: 4 });
      expectObservable(player.played$).toBe('--a-------b', { a: 2, b: 4 });
      merge(timer(0), timer(8)).subscribe(() => player.write(silence({ durationMs: 2 })));
    });
  });

  it('reports what was heard when it is cleared, and nothing more', () => {
    scheduler().run(({ expectObservable }) => {
      const player = virtualPlayer({ reportMs: 4 });
      expectObservable(player.played$).toBe('----a-b', { a: 4, b: 6 });
      timer(0).subscribe(() => player.write(silence({ durationMs: 100 })));
      timer(6).subscribe(() => player.clear());
    });
  });

  it('passes on exactly the samples that were heard', () => {
    scheduler().run(({ flush }) => {
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

  it('has nothing to play in an empty block', () => {
    scheduler().run(({ expectObservable }) => {
      const player = virtualPlayer();
      expectObservable(player.played$).toBe('-');
      timer(0).subscribe(() => player.write(silence({ durationMs: 0 })));
    });
  });

  it('throws for a report interval of 0', () => {
    expect(() => virtualPlayer({ reportMs: 0 })).toThrow(AudioError);
  });
});
