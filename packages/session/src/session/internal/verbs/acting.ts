import { defer, ReplaySubject, takeUntil, tap, throwError, throwIfEmpty } from 'rxjs';
import type { Observable } from 'rxjs';
import { isSessionError, SessionError } from '../../sessionError.ts';
import type { LiveSession } from '../LiveSession.ts';
import type { StateStreams } from '../StateStreams.ts';

/** Does something at once; what it gives replays the outcome. */
export type Act = <T>(work: (live: LiveSession) => Observable<T>) => Observable<T>;

const closed = (): SessionError => new SessionError('closed', 'the session has ended');

/** Verbs of a session that may not be connected yet, or no more. */
export const acting =
  (state: StateStreams, current: () => LiveSession | undefined): Act =>
  <T>(work: (live: LiveSession) => Observable<T>) => {
    const live = current();
    const outcome$ = new ReplaySubject<T>();
    const done$ = defer(() => {
      if (live === undefined)
        return throwError(() => new SessionError('not_connected', 'call connect() first'));
      if (live.connection.closed) return throwError(closed);
      return work(live).pipe(takeUntil(live.ended$), throwIfEmpty(closed));
    });
    done$
      .pipe(
        tap({
          error: (error: unknown) => {
            if (isSessionError(error)) state.errors$.next(error);
            else state.report('request_failed', error);
          },
        }),
      )
      .subscribe(outcome$);
    return outcome$.asObservable();
  };
