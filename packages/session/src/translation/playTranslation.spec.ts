import { describe, expect, it } from '@jest/globals';
import { silence, virtualPlayer } from '@rx-realtime/audio';
import type { Player } from '@rx-realtime/audio';
import type { Pcm16 } from '@rx-realtime/pcm';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { defer, NEVER, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import type { Observable } from 'rxjs';
import { playTranslation } from './playTranslation.ts';

const block = silence({ durationMs: 2 });
/** A player that has played what it is given at once. */
const instantly = (): Player => {
  const played$ = new Subject<number>();
  let ms = 0;
  return { write: () => played$.next((ms += 2)), clear: () => undefined, played$ };
};

describe('playTranslation', () => {
  itHasALifeCycle({
    operator: () => (source$: Observable<Pcm16>) => defer(() => source$.pipe(playTranslation(instantly()))),
    values: { a: block },
    results: { a: 2, b: 4 },
    one: ['-a-', '-a-'],
    many: ['-a--a-', '-a--b-'],
  });

  it('completes when all was heard', () => {
    const scheduler = new VirtualTimeScheduler();
    const told: unknown[] = [];
    of(silence({ durationMs: 33 }), silence({ durationMs: 33 }))
      .pipe(playTranslation(virtualPlayer({ scheduler })))
      .subscribe({ next: (ms) => told.push(ms), complete: () => told.push(scheduler.now()) });
    scheduler.flush();
    expect(told.at(-2)).toBe(66);
    expect(told.at(-1)).toBe(66);
  });

  it('completes with the player, and passes its errors on', () => {
    const ends: unknown[] = [];
    const play = (player: Player) =>
      NEVER.pipe(playTranslation(player)).subscribe({
        complete: () => ends.push('complete'),
        error: (error: unknown) => ends.push(error),
      });
    const still = { write: () => undefined, clear: () => ends.push('cleared') };
    play({ ...still, played$: of(1) });
    play({ ...still, played$: throwError(() => 'gone') });
    play({ ...still, played$: NEVER }).unsubscribe();
    expect(ends).toEqual(['complete', 'gone', 'cleared']);
  });

  it('passes on what a device throws', () => {
    const errors: unknown[] = [];
    const player: Player = {
      write: () => {
        throw new Error('unplugged');
      },
      clear: () => undefined,
      played$: NEVER,
    };
    of<Pcm16>(block)
      .pipe(playTranslation(player))
      .subscribe({ error: (error: unknown) => errors.push(error) });
    expect(errors).toEqual([expect.objectContaining({ message: 'unplugged' })]);
  });
});
