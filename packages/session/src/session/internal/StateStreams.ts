import type { RealtimeStatus } from '@rx-realtime/connection';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { UsageReport } from '@rx-realtime/responses/usage';
import { catchError, EMPTY, ReplaySubject, Subject } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { HeardCaption } from '../../captions/heardCaption.ts';
import type { McpSnapshot } from '../../mcp/mcpSnapshot.ts';
import type { Turn } from '../../turns/turn.ts';
import { SessionError } from '../sessionError.ts';
import type { SessionErrorCode } from '../sessionError.ts';

export const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** What a session shows; it outlives the connection, and never fails. */
export class StateStreams {
  readonly turns$ = new ReplaySubject<Turn>(1);
  readonly captions$ = new ReplaySubject<readonly HeardCaption[]>(1);
  readonly conversation$ = new ReplaySubject<ConversationSnapshot>(1);
  readonly status$ = new ReplaySubject<RealtimeStatus>(1);
  readonly usage$ = new ReplaySubject<UsageReport>(1);
  readonly mcp$ = new ReplaySubject<McpSnapshot>(1);
  readonly errors$ = new Subject<SessionError>();

  constructor() {
    this.status$.next({ state: 'idle' });
  }

  /** Tells what went wrong, and gives it back. */
  report(code: SessionErrorCode, cause: unknown, message = messageOf(cause)): SessionError {
    const error = new SessionError(code, message, cause);
    this.errors$.next(error);
    return error;
  }

  /** A part of the session whose failure ends nothing but itself. */
  guarded<T>(part$: Observable<T>, code: SessionErrorCode): Observable<T> {
    return part$.pipe(
      catchError((cause: unknown) => {
        this.report(code, cause);
        return EMPTY;
      }),
    );
  }

  /** Shows what a stream tells, until its end, which is not the end of the state. */
  show<T>(source$: Observable<T>, state$: Subject<T>): Subscription {
    return this.guarded(source$, 'service_error').subscribe((value) => state$.next(value));
  }

  /** Nothing will change any more, but for how the line closes. */
  complete(): void {
    const { turns$, captions$, conversation$, usage$, mcp$, errors$ } = this;
    for (const state$ of [turns$, captions$, conversation$, usage$, mcp$, errors$]) state$.complete();
  }
}
