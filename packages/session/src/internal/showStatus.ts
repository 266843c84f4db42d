import type { RealtimeStatus } from '@rx-realtime/connection';
import { takeWhile } from 'rxjs';
import type { Observable, Subject, Subscription } from 'rxjs';

/** Shows the state of a line, also how it closes after the session on it has ended. */
export const showStatus = (
  line$: Observable<RealtimeStatus>,
  connection: Subscription,
  status$: Subject<RealtimeStatus>,
): void => {
  let isOver = false;
  const isLast = ({ state }: RealtimeStatus): boolean => {
    isOver = state === 'closed' || state === 'idle';
    return connection.closed && isOver;
  };
  line$.pipe(takeWhile((status) => !isLast(status), true)).subscribe({
    next: (status) => status$.next(status),
    error: () => status$.complete(),
    complete: () => status$.complete(),
  });
  // A line that was not open when the session ended says nothing more.
  connection.add(() => {
    if (isOver) status$.complete();
  });
};
