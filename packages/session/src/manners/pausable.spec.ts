import { describe, expect, it } from '@jest/globals';
import { virtualPlayer } from '@rx-realtime/audio';
import type { Pcm16 } from '@rx-realtime/pcm';
import fc from 'fast-check';
import { VirtualTimeScheduler } from 'rxjs';
import { pausable } from './pausable.ts';

/** Blocks that count: every sample is the one before and one more. */
const blocksOf = (lengths: readonly number[]): readonly Pcm16[] => {
  let next = 0;
  return lengths.map((length) => ({
    pcm: Int16Array.from({ length }, () => (next = (next + 1) % 30_000)),
    sampleRateHz: 24_000,
  }));
};

const play = () => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const inner = virtualPlayer({ scheduler });
  const heard: number[] = [];
  inner.heard$.subscribe(({ pcm }) => heard.push(...pcm));
  const player = pausable(inner);
  const reports: number[] = [];
  const playing = player.played$.subscribe((ms) => reports.push(ms));
  const at = (ms: number, work: () => void) => scheduler.schedule(work, ms);
  return { scheduler, inner, player, heard, reports, playing, at };
};

describe('pausable', () => {
  it('is heard like the player itself', () => {
    const { scheduler, player, heard, reports } = play();
    const blocks = blocksOf([2_400, 6_000, 100]);
    blocks.forEach((block) => player.write(block));
    scheduler.flush();
    expect(heard).toEqual(blocks.flatMap(({ pcm }) => [...pcm]));
    expect(reports.at(-1)).toBeCloseTo(8_500 / 24, 6);
  });

  it('gives the player little ahead', () => {
    const { inner, player } = play();
    let written = 0;
    const watched = pausable({ ...inner, write: ({ pcm }) => void (written += pcm.length) });
    blocksOf([48_000]).forEach((block) => watched.write(block));
    expect(written / 24).toBe(200);
    player.clear();
  });

  it('goes on from the sample that would have been heard next, wherever it was paused', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 6 }),
        (lengths, times) => {
          const { scheduler, player, heard, at } = play();
          const blocks = blocksOf(lengths);
          blocks.forEach((block) => player.write(block));
          times.forEach((ms, index) => at(ms, () => (index % 2 === 0 ? player.pause() : player.resume())));
          at(800, () => player.resume());
          scheduler.flush();
          expect(heard).toEqual(blocks.flatMap(({ pcm }) => [...pcm]));
        },
      ),
    );
  });

  it('is silent while it is paused, also for what is written then', () => {
    const { scheduler, player, heard, at } = play();
    player.pause();
    player.pause();
    blocksOf([2_400]).forEach((block) => player.write(block));
    at(100, () => expect(heard).toEqual([]));
    at(200, () => player.resume());
    scheduler.flush();
    expect(heard).toHaveLength(2_400);
  });

  it('forgets what waits when it is cleared, and plays what comes after', () => {
    const { scheduler, player, heard, at } = play();
    const [first, second] = blocksOf([24_000, 240]);
    if (first) player.write(first);
    at(100, () => player.pause());
    at(200, () => {
      player.clear();
      if (second) player.write(second);
    });
    scheduler.flush();
    expect(heard).toHaveLength(2_400 + 240);
    expect(heard.slice(-240)).toEqual([...(second?.pcm ?? [])]);
  });

  it('keeps what a block carries beside its samples', () => {
    const { inner } = play();
    const written: Pcm16[] = [];
    const player = pausable({ ...inner, write: (block) => void written.push(block) });
    const block = { pcm: new Int16Array(960), sampleRateHz: 24_000, itemId: 'item_1' };
    player.write(block);
    expect(written).toHaveLength(2);
    expect(written.every((piece) => 'itemId' in piece && piece.itemId === 'item_1')).toBe(true);
  });
});
