import type { RealtimeStatus } from '@rx-realtime/connection';
import { noUsage } from '@rx-realtime/responses/usage';
import type { UsageAmounts } from '@rx-realtime/responses/usage';
import { BehaviorSubject, ReplaySubject, Subject } from 'rxjs';
import { SessionError } from '../../session/sessionError.ts';
import type { SessionErrorCode } from '../../session/sessionError.ts';
import type { Transcript, TranscriptionUse } from '../transcript.ts';
import type { TranscriptLine } from '../transcriptLine.ts';

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
const msInMinute = 60_000;

/** What a transcription shows; it outlives the connection, and never fails. */
export class TranscriptionState {
  readonly lines$ = new ReplaySubject<readonly TranscriptLine[]>(1);
  readonly use$ = new BehaviorSubject<TranscriptionUse>({
    sentMinutes: 0,
    billedMinutes: 0,
    billed: noUsage,
  });
  readonly status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly errors$ = new Subject<SessionError>();
  readonly transcript$ = new ReplaySubject<Transcript>(1);

  report(code: SessionErrorCode, cause: unknown, message = messageOf(cause)): void {
    this.errors$.next(new SessionError(code, message, cause));
  }

  sent(ms: number): void {
    this.use$.next({ ...this.use$.value, sentMinutes: ms / msInMinute });
  }

  billed(billed: UsageAmounts): void {
    this.use$.next({ ...this.use$.value, billed, billedMinutes: billed.durationMs / msInMinute });
  }

  /** Nothing will change any more; only the first call counts. */
  end(lines: readonly TranscriptLine[], isComplete: boolean): void {
    this.transcript$.next({ lines, use: this.use$.value, isComplete });
    for (const state$ of [this.lines$, this.use$, this.errors$, this.transcript$]) state$.complete();
  }
}
