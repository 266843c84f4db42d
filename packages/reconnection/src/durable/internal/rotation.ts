import type { ServerEvent } from '@rx-realtime/codecs';
import { RealtimeError } from '@rx-realtime/connection';
import { concat, filter, map, merge, take, tap, throwError, timer } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Partner } from './Partner.ts';

/** What a rotation goes by. */
export interface RotationParts {
  /** Who is to take over. */
  readonly partner: Partner;
  /** Something has happened, so that it may be quiet now. */
  readonly checks$: Observable<unknown>;
  readonly isQuiet: () => boolean;
  /** From now, in milliseconds. */
  readonly deadlineMs: number;
  readonly scheduler: SchedulerLike;
}

/**
 * Opens a second session and gives it the conversation, then waits for a quiet point, or for the deadline.
 *
 * - **Value**: one, when the second session is to take over: whether it is quiet. The session is connected until then.
 * - **Completion**: after the value.
 * - **Error**: where the second session is refused, ends, or is not there at the deadline.
 * - **Unsubscription**: closes the second session, unless somebody else listens to it.
 */
export const rotation = ({
  partner,
  checks$,
  isQuiet,
  deadlineMs,
  scheduler,
}: RotationParts): Observable<boolean> => {
  const { events$, link } = partner;
  const ended$ = throwError(() => late('the second session has ended'));
  const heard$ = concat(events$, ended$).pipe(tap((event: ServerEvent) => partner.standBy(event)));
  const quiet$ = merge(heard$, link.outbox.undelivered$, checks$).pipe(
    filter(() => partner.mind.restoration?.isDone === true && isQuiet()),
  );
  const deadline$ = timer(deadlineMs, scheduler).pipe(
    tap(() => {
      if (partner.mind.restoration === undefined) throw late('the second session is late');
    }),
  );
  return merge(quiet$, deadline$).pipe(
    map(() => isQuiet()),
    take(1),
  );
};

const late = (message: string): RealtimeError =>
  new RealtimeError({ code: 'rotation_failed', reason: 'close', message, retriable: true });
