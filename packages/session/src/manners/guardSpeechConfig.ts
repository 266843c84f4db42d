import type { NextObserver, SchedulerLike } from 'rxjs';
import type { RejectedSentence } from './spokenSentence.ts';

/** Options of `guardSpeech`. */
export interface GuardSpeechConfig {
  /** Hears of each response that was cut short, once. */
  readonly rejectedObserver?: NextObserver<RejectedSentence>;
  /** How long a judge may take; what it has not judged by then is not heard. @defaultValue 5,000 ms */
  readonly timeoutMs?: number;
  /** Times the judge. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}
