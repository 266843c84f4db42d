import type { Pcm16 } from '@rx-realtime/pcm';
import { map, Observable } from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';

/**
 * Silence in place of sound, for as long as somebody has muted the microphone.
 *
 * The service still hears time pass: a turn that had begun ends by itself, where blocks that stop leave it hanging.
 *
 * ```
 * source             --a--b--c--d--|
 * muted$             ----t-----f----
 * muteWith(muted$)   --a--_--_--d--|   _: as long, and silent
 * ```
 *
 * - **Value**: the block, or silence of its length while the newest value of `muted$` is true; what else it carries stays.
 * - **Completion**: passed on.
 * - **Error**: passed on, that of `muted$` too.
 * - **Unsubscription**: leaves the source and `muted$`.
 * - **Re-subscription**: that of the source; nothing is muted until `muted$` says so.
 * - **Memory**: one boolean.
 *
 * @param muted$ true mutes, false goes on
 *
 * @example
 * import { tone } from '@rx-realtime/audio';
 * import { muteWith } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * of(tone({ frequencyHz: 440, durationMs: 40 }))
 *   .pipe(muteWith(of(true)))
 *   .subscribe(({ pcm }) => console.log(pcm.length, pcm.every((sample) => sample === 0))); // prints: 960 true
 */
export function muteWith<B extends Pcm16 = Pcm16>(muted$: Observable<boolean>): MonoTypeOperatorFunction<B> {
  return (source) =>
    new Observable((subscriber) => {
      let isMuted = false;
      const error = (cause: unknown) => subscriber.error(cause);
      subscriber.add(muted$.subscribe({ next: (now) => (isMuted = now), error }));
      subscriber.add(
        source
          .pipe(map((block) => (isMuted ? { ...block, pcm: new Int16Array(block.pcm.length) } : block)))
          .subscribe(subscriber),
      );
    });
}
