import type { Player } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { Observable, tap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/** Sums of the same milliseconds, in another order. */
const roundingMs = 1e-6;

/**
 * Plays sound that nobody interrupts, and tells how much of it was heard.
 *
 * `playback` for translations, which have no responses and no items.
 *
 * ```
 * source                   --[1 s]--[1 s]|
 * played                   ------(0.5 s)------(1.5 s)--(2 s)
 * playTranslation(player)  ------(500)--------(1500)---(2000|)
 * ```
 *
 * - **Value**: how many milliseconds were heard altogether, as the player reports it.
 * - **Completion**: once the source has completed and all its sound was heard, or the player's `played$` completes.
 * - **Error**: one of the source or the player passes at once; what the player has it may finish.
 * - **Unsubscription**: clears the player.
 * - **Re-subscription**: the player's total is taken to begin at 0, so give each subscription its player.
 * - **Memory**: two numbers.
 *
 * @param player where the sound goes
 *
 * @example
 * import { silence, virtualPlayer } from '@rx-realtime/audio';
 * import { playTranslation } from '@rx-realtime/session/translation';
 * import { of, VirtualTimeScheduler } from 'rxjs';
 *
 * const scheduler = new VirtualTimeScheduler();
 * of(silence({ durationMs: 30 }))
 *   .pipe(playTranslation(virtualPlayer({ scheduler })))
 *   .subscribe({ next: (ms) => console.log(ms), complete: () => console.log('heard') });
 * scheduler.flush();
 * // prints: 20
 * // prints: 30
 * // prints: heard
 */
export function playTranslation(player: Player): OperatorFunction<Pcm16, number> {
  return (source) =>
    new Observable((subscriber) => {
      let writtenMs = 0;
      let heardMs = 0;
      let isWritten = false;
      let hasEnded = false;
      const complete = () => {
        hasEnded = true;
        subscriber.complete();
      };
      const error = (cause: unknown) => {
        hasEnded = true;
        subscriber.error(cause);
      };
      const completeWhenHeard = () => {
        if (isWritten && heardMs >= writtenMs - roundingMs) complete();
      };
      /** An observer of a callback that may throw: that of the device. */
      const observe = <T>(stream$: Observable<T>, next: (value: T) => void, done: () => void) =>
        subscriber.add(stream$.pipe(tap(next)).subscribe({ error, complete: done }));

      observe(
        player.played$,
        (ms) => {
          heardMs = ms;
          subscriber.next(ms);
          completeWhenHeard();
        },
        complete,
      );
      observe(
        source,
        (block) => {
          writtenMs += durationMs(block);
          player.write(block);
        },
        () => {
          isWritten = true;
          completeWhenHeard();
        },
      );
      subscriber.add(() => {
        if (!hasEnded) player.clear();
      });
    });
}
