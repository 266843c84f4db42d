import type { ServerEvent } from '@rx-realtime/codecs';
import { isRealtimeError, RealtimeError } from '@rx-realtime/connection';
import { catchError, concat, defer, tap, throwError } from 'rxjs';
import type { Observable, SchedulerLike, TimestampProvider } from 'rxjs';
import { reconnect } from '../../retry/reconnect.ts';
import type { DurableSocketConfig } from '../durableSocketConfig.ts';
import type { Owner } from './Owner.ts';
import type { Partners } from './Partners.ts';

/** What the connections of a conversation go by. */
export interface LifeParts {
  readonly config: Pick<DurableSocketConfig, 'retry' | 'reconnectOn1000'>;
  readonly scheduler: SchedulerLike;
  readonly clock: TimestampProvider;
  readonly partners: Partners;
  /** Whether the application still waits for something. */
  readonly isOwed: () => boolean;
}

/** What is said to a conversation in all of its connections, one after the other, at one endpoint or the next. */
export const life = (
  owner: Owner,
  { config, scheduler, clock, partners, isOwed }: LifeParts,
): Observable<ServerEvent> => {
  /** Since when there has been a session; undefined while there is none. */
  let sinceMs: number | undefined;
  const failed = (error: unknown): unknown => {
    const livedMs = sinceMs === undefined ? undefined : clock.now() - sinceMs;
    sinceMs = undefined;
    return isRealtimeError(error) ? partners.endpoints.failed(error, livedMs) : error;
  };
  const agreed$ = defer(() => (config.reconnectOn1000 && isOwed() ? throwError(closedTooSoon) : []));
  const connection$ = defer(() => {
    owner.turnTo(partners.current);
    return concat(owner.events$, agreed$);
  });
  return connection$.pipe(
    tap(({ type }) => {
      if (type === 'session.created') sinceMs ??= clock.now();
    }),
    catchError((error: unknown) => throwError(() => failed(error))),
    reconnect({ ...config.retry, scheduler }),
  );
};

const closedTooSoon = (): RealtimeError =>
  new RealtimeError({
    code: 'closed_1000',
    reason: 'close',
    message: 'something was still owed',
    retriable: true,
    closeCode: 1000,
  });
