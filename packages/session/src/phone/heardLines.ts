import { defer, filter, from, mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { HeardCaption } from '../captions/heardCaption.ts';
import { isHeardOut } from './internal/isHeardOut.ts';

/**
 * Each line of the assistant, once it was heard to its end.
 *
 * For what may only happen after the last word: hang up, open the door, start the music.
 *
 * ```
 * source        --[Bye.| heard: '']--[Bye.| heard: 'Bye.']--|
 * heardLines()  --------------------(Bye.)-----------------|
 * ```
 *
 * A line that was interrupted, or whose end was not heard, is no such line.
 *
 * - **Value**: the line, when it is complete and all of it was heard; each once.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew, also with lines that were heard before.
 * - **Memory**: the ids of the lines that are shown.
 *
 * @example
 * import { heardLines } from '@rx-realtime/session/phone';
 * import { of } from 'rxjs';
 *
 * const line = { id: 'item_1', who: 'assistant', text: 'Good bye.', status: 'completed' } as const;
 * of([{ ...line, heard: 'Good' }], [{ ...line, heard: 'Good bye.' }])
 *   .pipe(heardLines())
 *   .subscribe(({ text }) => console.log(text)); // prints: Good bye.
 *
 * @see {@link markHeard}, which says what was heard
 */
export function heardLines(): OperatorFunction<readonly HeardCaption[], HeardCaption> {
  return (source) =>
    defer(() => {
      let told: ReadonlySet<string> = new Set();
      return source.pipe(
        mergeMap((lines) => {
          const before = told;
          const heard = lines.filter(isHeardOut);
          told = new Set(heard.map(({ id }) => id));
          return from(heard).pipe(filter(({ id }) => !before.has(id)));
        }),
      );
    });
}
