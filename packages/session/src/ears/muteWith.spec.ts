import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { map, NEVER, of, pipe, Subject } from 'rxjs';
import { muteWith } from './muteWith.ts';

const block = { pcm: new Int16Array([1, 2, 3]), sampleRateHz: 24_000, itemId: 'item_1' };

describe('muteWith', () => {
  itHasALifeCycle({
    operator: () =>
      pipe(
        muteWith<typeof block>(NEVER),
        map(({ pcm }) => [...pcm]),
      ),
    values: { a: block, b: { ...block, pcm: new Int16Array([4]) } },
    results: { a: [1, 2, 3], b: [4] },
    one: ['-a-', '-a-'],
    many: ['-a--b-', '-a--b-'],
  });

  it('puts silence of the same length in its place, and keeps what else the block carries', () => {
    const heard: unknown[] = [];
    of(block)
      .pipe(muteWith(of(true)))
      .subscribe((one) => heard.push({ ...one, pcm: [...one.pcm] }));
    expect(heard).toEqual([{ pcm: [0, 0, 0], sampleRateHz: 24_000, itemId: 'item_1' }]);
    expect([...block.pcm]).toEqual([1, 2, 3]);
  });

  it('goes by the newest word, and leaves both', () => {
    runMarbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-a-a-a-a|', { a: block });
      const muted$ = hot('--t---f--', { t: true, f: false });
      const isLoud$ = source$.pipe(
        muteWith(muted$),
        map(({ pcm }) => (pcm[0] === 0 ? '_' : 'a')),
      );
      expectObservable(isLoud$).toBe('-a-b-b-a|', { a: 'a', b: '_' });
      expectSubscriptions(muted$.subscriptions).toBe('^-------!');
    });
  });

  it('passes an error of muted$ on', () => {
    const muted$ = new Subject<boolean>();
    const errors: unknown[] = [];
    NEVER.pipe(muteWith(muted$)).subscribe({ error: (error: unknown) => errors.push(error) });
    muted$.error('broken');
    expect(errors).toEqual(['broken']);
  });
});
