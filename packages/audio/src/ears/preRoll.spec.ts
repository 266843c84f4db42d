import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { BehaviorSubject, of, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { AudioError, preRoll, silence } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

const quiet = (ms: number) => silence({ durationMs: ms });
const total = (blocks: readonly Pcm16[]) => blocks.reduce((ms, block) => ms + durationMs(block), 0);

describe('preRoll', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => preRoll({ durationMs: 50, open$: of(true) }),
    values: { a: quiet(10), b: quiet(20) },
    results: { a: quiet(10), b: quiet(20) },
    one: ['-a-', '-a-'],
    many: ['-a-ba-', '-a-ba-'],
  });

  const values = { a: quiet(10), b: quiet(20), c: quiet(30) };

  it.each<[string, string, string, string]>([
    ['begins with what came before', 'a-b-c-----|', '-----T', '-----(bc)-|'],
    ['passes while open', 'a-b-c---|', 'T', 'a-b-c---|'],
    ['holds back when closed', 'a-b-c---|', 'T--F', 'a-b-----|'],
    ['is closed at first', 'a-b-c---|', '-', '--------|'],
    ['stays as it is when the gate completes', 'a-b-c---|', '(T|)', 'a-b-c---|'],
    ['passes an error of the source', 'a-#', 'T', 'a-#'],
    ['passes an error of the gate', 'a---', 'T-#', 'a-#'],
    ['is silent for empty', '--|', 'T', '--|'],
    ['is silent for never', '-', 'T', '-'],
  ])('%s', (_, source, open, expected) => {
    runMarbles(({ cold, hot, expectObservable }) => {
      const opened: Observable<boolean> = cold(open, { T: true, F: false });
      expectObservable(hot(source, values).pipe(preRoll({ durationMs: 50, open$: opened }))).toBe(
        expected,
        values,
      );
    });
  });

  it('counts what it holds back', () => {
    const gatedObserver = new BehaviorSubject(0);
    const [source, open$] = [new Subject<Pcm16>(), new Subject<boolean>()];
    const blocks: Pcm16[] = [];
    source.pipe(preRoll({ durationMs: 50, open$, gatedObserver })).subscribe((block) => blocks.push(block));
    for (let n = 0; n < 10; n++) source.next(quiet(20));
    open$.next(true);
    open$.next(false);
    source.next(quiet(20));
    source.complete();
    expect(total(blocks) + gatedObserver.value).toBe(220);
    expect(total(blocks)).toBe(40);
    expect(open$.observed).toBe(false);
  });

  it('frees both on unsubscription', () => {
    const [source, open$] = [new Subject<Pcm16>(), new Subject<boolean>()];
    source
      .pipe(preRoll({ durationMs: 50, open$ }))
      .subscribe()
      .unsubscribe();
    expect([source.observed, open$.observed]).toEqual([false, false]);
  });

  it('throws for a negative duration', () => {
    expect(() => preRoll({ durationMs: -1, open$: of(true) })).toThrow(AudioError);
  });
});
