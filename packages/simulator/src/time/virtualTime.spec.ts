import { describe, expect, it } from '@jest/globals';
import { clockOf } from '@rx-realtime/clock';
import fc from 'fast-check';
import {
  VirtualTimeScheduler,
  concat,
  debounceTime,
  delay,
  interval,
  map,
  merge,
  of,
  take,
  timer,
} from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { virtualTime } from './virtualTime.ts';

describe('virtualTime', () => {
  it('does what is due in order of time, then of asking', () => {
    const time = virtualTime();
    const done: string[] = [];
    time.schedule(() => done.push(`a ${time.now()}`), 5);
    time.schedule(() => done.push(`b ${time.now()}`), 2);
    time.schedule(() => done.push(`c ${time.now()}`), 5);
    time.flush();
    expect(done).toEqual(['b 2', 'a 5', 'c 5']);
  });

  it('stops where it is told to', () => {
    const time = virtualTime();
    const done: number[] = [];
    interval(10, time).subscribe((n) => done.push(n));
    time.advanceTo(35);
    expect(done).toEqual([0, 1, 2]);
    expect(time.now()).toBe(35);
    time.advanceTo(20);
    expect(time.now()).toBe(35);
    expect(time.pending).toBe(1);
  });

  it('counts what waits, and forgets what is called off', () => {
    const time = virtualTime();
    const work = time.schedule(() => expect(true).toBe(false), 10);
    expect(time.pending).toBe(1);
    work.unsubscribe();
    expect(time.pending).toBe(0);
    time.flush();
  });

  it('does the same thing again, with another state', () => {
    const time = virtualTime();
    const seen: (readonly [number | undefined, number])[] = [];
    time.schedule<number>(
      function (state) {
        seen.push([state, time.now()]);
        if (state !== undefined && state < 3) this.schedule(state + 1, state);
      },
      7,
      1,
    );
    time.flush();
    expect(seen).toEqual([
      [1, 7],
      [2, 8],
      [3, 10],
    ]);
  });

  it('keeps to the later time of something that is asked for twice', () => {
    const time = virtualTime();
    const at: number[] = [];
    time.schedule(function () {
      at.push(time.now());
      if (at.length > 1) return;
      this.schedule(undefined, 1);
      this.schedule(undefined, 5);
    });
    time.flush();
    expect(at).toEqual([0, 5]);
  });

  it('does nothing after it was called off from inside', () => {
    const time = virtualTime();
    let runs = 0;
    const work = time.schedule(function () {
      runs += 1;
      work.unsubscribe();
      this.schedule(undefined, 1);
    }, 1);
    time.flush();
    expect(runs).toBe(1);
  });

  it('lets an error out, and goes on after it', () => {
    const time = virtualTime();
    const done: string[] = [];
    time.schedule(() => {
      throw new RangeError('too much');
    }, 1);
    time.schedule(() => done.push('later'), 2);
    expect(() => time.flush()).toThrow('too much');
    time.flush();
    expect(done).toEqual(['later']);
  });

  it('is no wall clock', () => {
    const time = virtualTime();
    const clock = clockOf(time);
    time.advanceTo(250);
    expect(clock.now()).toBe(250);
  });

  it('holds nothing of the rounds that are over', () => {
    const time = virtualTime();
    const beats = interval(10, time).subscribe();
    time.advanceTo(2_000_000);
    expect(time.pending).toBe(1);
    beats.unsubscribe();
    expect(time.pending).toBe(0);
  });

  it('does what the virtual time of RxJS does', () => {
    const run = (
      scheduler: SchedulerLike & { flush(): void },
      delays: readonly number[],
    ): readonly string[] => {
      const seen: string[] = [];
      const sources = delays.map((ms, index) =>
        concat(
          timer(ms, scheduler),
          interval(3, scheduler).pipe(take(2)),
          of('end').pipe(delay(ms, scheduler)),
        ).pipe(map((value) => `${index}:${value}`)),
      );
      const all$ = merge(...sources);
      all$.subscribe((value) => seen.push(`${scheduler.now()} ${value}`));
      all$
        .pipe(debounceTime(4, scheduler))
        .subscribe((value) => seen.push(`${scheduler.now()} quiet ${value}`));
      scheduler.flush();
      return seen;
    };
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }), (delays) => {
        expect(run(virtualTime(), delays)).toEqual(
          run(new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY), delays),
        );
      }),
    );
  });
});
