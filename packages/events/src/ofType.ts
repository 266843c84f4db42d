import { filter } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/** Anything that is told apart by its `type`: events of either direction, items, statuses, your own unions. */
export interface Typed {
  readonly type: string;
}

/**
 * Emits only the events of the given types, and narrows them.
 *
 * Works on every union with a `type`, so the types offered and the type that results follow from the source.
 *
 * ```
 * source:               --a--b--c--b--|
 * ofType('b'):          -----b-----b--|
 * ```
 *
 * - **Value**: passed on if its `type` is one of `types`.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * @param types one or more event types
 *
 * @example
 * import { ofType } from '@rx-realtime/events';
 * import { from } from 'rxjs';
 *
 * const events$ = from([{ type: 'greeting', text: 'hi' }, { type: 'number', value: 1 }] as const);
 * events$.pipe(ofType('number')).subscribe(({ value }) => console.log(value)); // prints: 1
 *
 * @see {@link routeEvents} for many subscribers of one source
 */
export function ofType<E extends Typed, T extends E['type']>(
  ...types: [T, ...T[]]
): OperatorFunction<E, NoInfer<Extract<E, { readonly type: T }>>> {
  const wanted = new Set<string>(types);
  return filter((event): event is Extract<E, { readonly type: T }> => wanted.has(event.type));
}
