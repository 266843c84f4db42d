import type { CloseOutcome } from '@rx-realtime/connection';
import { merge, NEVER, of, race, ReplaySubject, startWith, switchMap, take, takeUntil, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import type { CloseConfig } from '../../assistant.ts';
import type { LiveSession } from '../LiveSession.ts';

/** How long it has to be quiet for the session to be over: a response that is due begins within that. */
const settleMs = 300;
/** How long a socket may take to say how it closed. */
const maxCloseMs = 2_000;

/** Emits once, when everything that was said has been heard. */
const heard = ({ scheduler, activity, changes$ }: LiveSession): Observable<unknown> =>
  changes$.pipe(
    startWith(undefined),
    switchMap(() => (activity.isQuiet ? timer(settleMs, scheduler) : NEVER)),
  );

/** Ends a session, at once or when all is heard; emits how its socket closed, unless it had before. */
export const closing = (
  live: LiveSession,
  { after = 'now', withinMs = 30_000 }: CloseConfig,
): Observable<CloseOutcome> => {
  const { scheduler, socket, connection, ended$ } = live;
  const outcome$ = new ReplaySubject<CloseOutcome>(1);
  const due$ = after === 'now' ? of(undefined) : race(heard(live), timer(withinMs, scheduler));
  merge(due$, ended$)
    .pipe(take(1))
    .subscribe(() => {
      // A socket that has closed before, or waits to connect again, has nothing to say.
      if (connection.closed) return outcome$.complete();
      socket.closed$.pipe(take(1), takeUntil(timer(maxCloseMs, scheduler))).subscribe(outcome$);
      connection.unsubscribe();
    });
  return outcome$.asObservable();
};
