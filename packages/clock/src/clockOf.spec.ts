import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { runMarbles } from '@rx-realtime/test-kit';
import {
  animationFrameScheduler,
  asapScheduler,
  asyncScheduler,
  map,
  queueScheduler,
  VirtualTimeScheduler,
} from 'rxjs';
import { clockOf } from './clockOf.ts';

describe('clockOf', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['asyncScheduler', asyncScheduler],
    ['asapScheduler', asapScheduler],
    ['queueScheduler', queueScheduler],
    ['animationFrameScheduler', animationFrameScheduler],
  ])('does not jump with the wall clock: %s', (_, scheduler) => {
    const clock = clockOf(scheduler);
    const before = clock.now();
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    const elapsedMs = clock.now() - before;
    expect(elapsedMs).toBeGreaterThanOrEqual(0);
    expect(elapsedMs).toBeLessThan(3_600_000);
  });

  it('is that of asyncScheduler when none is given', () => {
    jest.spyOn(performance, 'now').mockReturnValue(7);
    expect(clockOf().now()).toBe(7);
  });

  it('follows the marbles of a test, whose virtual time RxJS puts under its schedulers', () => {
    runMarbles(({ cold, expectObservable }) => {
      const clock = clockOf();
      const read$ = cold('--a--b|').pipe(map(() => clock.now()));
      expectObservable(read$).toBe('--a--b|', { a: 2, b: 5 });
    });
  });

  it('follows virtual time', () => {
    const scheduler = new VirtualTimeScheduler();
    const clock = clockOf(scheduler);
    const seen: number[] = [];
    scheduler.schedule(() => seen.push(clock.now()), 250);
    scheduler.schedule(() => seen.push(clock.now()), 1_000);
    scheduler.flush();
    expect(seen).toEqual([250, 1_000]);
  });
});
