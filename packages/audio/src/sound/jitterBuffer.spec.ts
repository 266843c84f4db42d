import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { of, Subject, take } from 'rxjs';
import type { Pcm16 } from '@rx-realtime/pcm';
import { AudioError, jitterBuffer, silence } from '../index.ts';
import type { JitterUnderrun } from '../index.ts';

/** A block of 3 frames (ms). */
const values = { a: silence({ durationMs: 3 }) };

describe('jitterBuffer', () => {
  itHasALifeCycle<Pcm16>({
    operator: (clock) => jitterBuffer({ targetMs: 3, scheduler: clock }),
    values,
    results: values,
    one: ['-a---', '-a---'],
    many: ['-aa-----', '-a--a---'],
  });

  it.each<[string, number, string, string, number[]]>([
    ['waits for the target, then plays evenly', 6, 'a---a-a-----|', '----a--a--a-|', []],
    ['fills anew after it ran dry', 6, 'a-a----------a-a--|', '--a--a---------a--(a|)', [6]],
    ['plays what waits when the source completes', 9, '(a|)', '(a|)', []],
    ['does not take the end for an underrun', 3, 'a|', 'a|', []],
    ['passes blocks at once without a target', 0, 'a---a---|', 'a---a---|', [3, 6]],
    ['is silent for empty', 6, '--|', '--|', []],
    ['is silent for never', 6, '-', '-', []],
    ['passes an error at once', 6, 'a-#', '--#', []],
  ])('%s', (_, targetMs, source, expected, playedMs) => {
    runMarbles(({ cold, expectObservable, flush }) => {
      const underruns: JitterUnderrun[] = [];
      const observer = { next: (underrun: JitterUnderrun) => void underruns.push(underrun) };
      expectObservable(
        cold(source, values).pipe(jitterBuffer({ targetMs, underrunObserver: observer })),
      ).toBe(expected, values);
      flush();
      expect(underruns).toEqual(playedMs.map((ms, index) => ({ count: index + 1, playedMs: ms })));
    });
  });

  it('stops on unsubscription and is empty on the next subscription', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('(aaa)------', values);
      const result = source.pipe(jitterBuffer({ targetMs: 9 }));
      expectObservable(result, '^----!').toBe('a--a--', values);
      expectObservable(result, '-----^-----!').toBe('-----a--a--', values);
      expectSubscriptions(source.subscriptions).toBe(['^----!', '-----^-----!']);
    });
  });

  it('survives an observer that has enough, and reports no underrun to nobody', () => {
    const source = new Subject<typeof values.a>();
    const seen: unknown[] = [];
    source.pipe(jitterBuffer({ targetMs: 0 }), take(1)).subscribe((block) => seen.push(block));
    source.next(values.a);
    expect(seen).toHaveLength(1);
    expect(source.observed).toBe(false);
  });

  it('throws for a negative target', () => {
    expect(() => of(values.a).pipe(jitterBuffer({ targetMs: -1 }))).toThrow(AudioError);
  });
});
