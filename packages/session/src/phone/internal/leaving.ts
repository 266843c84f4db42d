import {
  filter,
  map,
  merge,
  NEVER,
  Observable,
  race,
  startWith,
  switchMap,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { HeardCaption } from '../../captions/heardCaption.ts';
import type { Assistant } from '../../session/assistant.ts';
import { heardLines } from '../heardLines.ts';
import { isHeardOut } from './isHeardOut.ts';

/** What is said in one breath with the call of the tool has begun within that. */
const settleMs = 300;

/** A provider that gives no marks back would keep the caller on the line for ever. */
const maxGoodbyeMs = 30_000;

const lastOf = (lines: readonly HeardCaption[]): HeardCaption | undefined =>
  lines.filter(({ who }) => who === 'assistant').at(-1);

export interface LeavingConfig {
  /** The model asks to hang up. */
  readonly asked$: Observable<unknown>;
  readonly isGoodbye: (text: string) => boolean;
  readonly scheduler: SchedulerLike;
}

/** Emits when the goodbye was heard: of the tool, the last thing that was said, unless the caller speaks before. */
export const leaving = (
  { captions$, turns$ }: Assistant,
  { asked$, isGoodbye, scheduler }: LeavingConfig,
): Observable<unknown> =>
  new Observable((subscriber) => {
    let turn: string | undefined;
    subscriber.add(turns$.subscribe(({ id }) => (turn = id)));
    const heard$ = captions$.pipe(
      startWith([]),
      map((lines) => {
        const last = lastOf(lines);
        return last === undefined || isHeardOut(last);
      }),
      switchMap((isHeard) => (isHeard ? timer(settleMs, scheduler) : NEVER)),
      take(1),
    );
    const asked = (): Observable<unknown> => {
      const before = turn;
      const spoken$ = turns$.pipe(filter(({ id }) => id !== before));
      return race(heard$, timer(maxGoodbyeMs, scheduler)).pipe(takeUntil(spoken$));
    };
    const said$ = captions$.pipe(
      heardLines(),
      filter(({ text }) => isGoodbye(text)),
    );
    subscriber.add(merge(said$, asked$.pipe(switchMap(asked))).subscribe(subscriber));
  });
