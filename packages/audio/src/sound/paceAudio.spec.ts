import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { from, Subject, Subscription, take, VirtualTimeScheduler } from 'rxjs';
import type { SchedulerAction } from 'rxjs';
import { AudioError, paceAudio, silence } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { PaceAudioConfig } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** Blocks that last 4, 2 and 1 frames (ms). */
const values = {
  a: silence({ durationMs: 4 }),
  b: silence({ durationMs: 2 }),
  c: silence({ durationMs: 1 }),
};

describe('paceAudio', () => {
  itHasALifeCycle<Pcm16>({
    operator: (clock) => paceAudio({ scheduler: clock }),
    values,
    results: values,
    one: ['-b-', '-b-'],
    many: ['-bac-----', '-b-a---c-'],
  });

  it.each<[string, PaceAudioConfig, string, string]>([
    ['emits each block after the durations before it', {}, '(aab|)', 'a---a---(b|)'],
    ['lets a source in real time through untouched', {}, 'a---a---b-|', 'a---a---b-|'],
    ['emits a late block at once and does not catch up', {}, 'a--------(abb|)', 'a--------a---b-(b|)'],
    ['emits up to leadMs ahead', { leadMs: 4 }, '(aaaa|)', '(aa)a---(a|)'],
    ['gives the lead again after a stall', { leadMs: 4 }, 'a-------------(aaa|)', 'a-------------(aa)(a|)'],
    ['is faster on demand', { speed: 2 }, '(aab|)', 'a-a-(b|)'],
    ['is slower on demand', { speed: 0.5 }, '(bb|)', 'b---(b|)'],
    ['completes at once when nothing waits', {}, 'a-----|', 'a-----|'],
    ['is silent for empty', {}, '--|', '--|'],
    ['passes an error at once', {}, '(aa)-#', 'a---a#'],
    ['does not emit what was not due before an error', {}, '(aaa)#', 'a---a#'],
    ['never ends when the source does not', {}, 'a---', 'a---'],
  ])('%s', (_, config, source, expected) => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold(source, values).pipe(paceAudio(config))).toBe(expected, values);
    });
  });

  it('stops on unsubscription and starts a new clock on the next subscription', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('(aaa|)', values);
      const result = source.pipe(paceAudio());
      expectObservable(result, '^----!').toBe('a---a-', values);
      expectObservable(result, '-----^----!').toBe('-----a---a-', values);
      expectSubscriptions(source.subscriptions).toBe(['(^!)', '-----(^!)']);
    });
  });

  it('passes an error thrown upstream while blocks wait', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Pcm16>('#').pipe(paceAudio())).toBe('#');
    });
  });

  /** A clock that stands where the test puts it; `fire` runs the timers set so far. */
  const handClock = () => {
    const timers: { readonly at: number; readonly run: () => void }[] = [];
    const clock = {
      time: 0,
      now: () => clock.time,
      schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0) => {
        const action: SchedulerAction<T> = Object.assign(new Subscription(), {
          schedule: () => new Subscription(),
        });
        timers.push({ at: clock.time + delay, run: () => work.call(action) });
        return action;
      },
      timers,
    };
    return clock;
  };

  it('does not drift when every timer is late', () => {
    const clock = handClock();
    const times: number[] = [];
    from(Array.from({ length: 1_000 }, () => silence({ durationMs: 20 })))
      .pipe(paceAudio({ scheduler: clock }))
      .subscribe(() => times.push(clock.time));
    for (let timer = clock.timers.shift(); timer !== undefined; timer = clock.timers.shift()) {
      clock.time = timer.at + 7;
      timer.run();
    }
    expect(times).toEqual(times.map((_, index) => (index === 0 ? 0 : index * 20 + 7)));
    expect(times).toHaveLength(1_000);
  });

  it.each([
    { heldMs: 500, burst: 26 },
    { heldMs: 5_000, burst: 1 },
  ])('makes good a hold-up of the process of $heldMs ms with $burst blocks at once', ({ heldMs, burst }) => {
    const clock = handClock();
    const times: number[] = [];
    from(Array.from({ length: 400 }, () => silence({ durationMs: 20 })))
      .pipe(paceAudio({ scheduler: clock }))
      .subscribe(() => times.push(clock.time));
    clock.time = 20 + heldMs;
    clock.timers.shift()?.run();
    expect(times.filter((time) => time === clock.time)).toHaveLength(burst);
  });

  it('never emits more than elapsed time, lead and one block', () => {
    const virtual = new VirtualTimeScheduler();
    const source = new Subject<Pcm16>();
    let emittedMs = 0;
    source.pipe(paceAudio({ leadMs: 100, scheduler: virtual })).subscribe((block) => {
      emittedMs += durationMs(block);
      expect(emittedMs).toBeLessThanOrEqual(virtual.now() + 100 + 20);
    });
    for (const at of [0, 3, 900, 901, 2_000]) {
      virtual.schedule(
        () => Array.from({ length: 30 }).forEach(() => source.next(silence({ durationMs: 20 }))),
        at,
      );
    }
    virtual.flush();
    expect(emittedMs).toBe(3_000);
  });

  it('survives an observer that stops in the middle of a burst', () => {
    const seen: Pcm16[] = [];
    from([values.a, values.a, values.a])
      .pipe(paceAudio({ leadMs: 1_000 }), take(2))
      .subscribe((block) => seen.push(block));
    expect(seen).toHaveLength(2);
  });

  it.each([{ leadMs: -1 }, { speed: 0 }, { speed: Number.NaN }, { maxCatchUpMs: -1 }])(
    'throws for %p',
    (config) => {
      expect(() => paceAudio(config)).toThrow(AudioError);
    },
  );
});
