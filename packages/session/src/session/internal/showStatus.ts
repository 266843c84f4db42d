import type { RealtimeStatus } from '@rx-realtime/connection';
import { takeWhile } from 'rxjs';
import type { LiveSession } from './LiveSession.ts';
import type { StateStreams } from './StateStreams.ts';

/** Shows the state of the line, also how it closes after the session has ended. */
export const showStatus = ({ socket, connection }: LiveSession, { status$ }: StateStreams): void => {
  let isOver = false;
  const isLast = ({ state }: RealtimeStatus): boolean => {
    isOver = state === 'closed' || state === 'idle';
    return connection.closed && isOver;
  };
  socket.status$.pipe(takeWhile((status) => !isLast(status), true)).subscribe({
    next: (status) => status$.next(status),
    error: () => status$.complete(),
    complete: () => status$.complete(),
  });
  // A line that was not open when the session ended says nothing more.
  connection.add(() => {
    if (isOver) status$.complete();
  });
};
