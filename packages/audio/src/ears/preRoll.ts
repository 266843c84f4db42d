import { Observable } from 'rxjs';
import type { NextObserver, MonoTypeOperatorFunction } from 'rxjs';
import { assertMs } from '../internal/assertNumber.ts';
import { heldBlocks } from './heldBlocks.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** Who opens the gate, and how much from before is let through. */
export interface PreRollConfig {
  /** Sound from before the gate opened that is let through as well, ms, at least 0. */
  readonly durationMs: number;
  /** True opens, false closes; closed before the first value. A button, a wake word, a `voiceActivity`. */
  readonly open$: Observable<boolean>;
  /** Hears the total of milliseconds held back so far, whenever it grows. */
  readonly gatedObserver?: NextObserver<number>;
}

/**
 * Lets sound through while a gate is open, beginning a moment before it opened.
 *
 * Push-to-talk for people who speak before they push.
 *
 * ```
 * source  --a--b--c--d--e--f--
 * open$   ------------T----F--
 *         preRoll({ durationMs: 20, open$ })   each block 20 ms
 * result  ------------(d)e----
 * ```
 *
 * - **Value**: passed on while open; while closed the last `durationMs` are held, in whole blocks, and emitted at opening.
 * - **Completion**: passed on; what is held is left out, and counted. When `open$` completes, the gate stays as it is.
 * - **Error**: passed on, also one of `open$`.
 * - **Unsubscription**: leaves the source and `open$`.
 * - **Re-subscription**: closed again, and subscribes to `open$` again.
 * - **Memory**: `durationMs` of sound.
 *
 * Throws `invalid_config` for a negative duration.
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { preRoll, silence } from '@rx-realtime/audio';
 * import { type Pcm16 } from '@rx-realtime/pcm';
 *
 * const [microphone, button] = [new Subject<Pcm16>(), new Subject<boolean>()];
 * microphone.pipe(preRoll({ durationMs: 40, open$: button })).subscribe(({ pcm }) => console.log(pcm.length));
 * for (const durationMs of [10, 20, 20]) microphone.next(silence({ durationMs }));
 * button.next(true);
 * // prints: 480
 * // prints: 480
 * ```
 *
 * @see {@link gateByVoice}
 */
export function preRoll<B extends Pcm16 = Pcm16>({
  durationMs,
  open$,
  gatedObserver,
}: PreRollConfig): MonoTypeOperatorFunction<B> {
  assertMs('preRoll.durationMs', durationMs);
  return (source) =>
    new Observable((subscriber) => {
      const held = heldBlocks<B>(durationMs, gatedObserver);
      let isOpen = false;
      const error = (cause: unknown) => subscriber.error(cause);
      subscriber.add(
        open$.subscribe({
          next: (now) => {
            isOpen = now;
            if (now) held.release().forEach((block) => subscriber.next(block));
          },
          error,
        }),
      );
      subscriber.add(
        source.subscribe({
          next: (block) => {
            if (isOpen) subscriber.next(block);
            else held.hold(block);
          },
          error,
          complete: () => {
            held.discard();
            subscriber.complete();
          },
        }),
      );
    });
}
