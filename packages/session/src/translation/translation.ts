import type { TranslationAudio } from '@rx-realtime/audio/translation';
import type { RealtimeStatus } from '@rx-realtime/connection';
import type { Observable, Subscription } from 'rxjs';
import type { SessionError } from '../session/sessionError.ts';
import type { TranslationWords } from './translationWords.ts';

/** What one of the listeners gets. The streams complete when this language is over, and never fail. */
export interface ListenerStreams {
  readonly language: string;
  /** All words so far; replays the newest. */
  readonly words$: Observable<TranslationWords>;
  /** The sound, as it comes. */
  readonly sound$: Observable<TranslationAudio>;
  /** The state of the connection; replays the newest. */
  readonly status$: Observable<RealtimeStatus>;
}

/** What went wrong, and in which language; undefined is the microphone, which is everybody's. */
export interface TranslationProblem {
  readonly language: string | undefined;
  readonly error: SessionError;
}

/** How a language ended. */
export interface TranslationOutcome {
  readonly language: string;
  readonly words: TranslationWords;
  /** How much of the translation was heard. */
  readonly heardMs: number;
  /** Whether the service has said all, and all was heard. */
  readonly isComplete: boolean;
}

/** A translation for several listeners: streams that show its state, and verbs. */
export interface Translation {
  /** What each listener gets, in the order of the listeners. */
  readonly listeners: readonly ListenerStreams[];
  /** What went wrong, as it happens. */
  readonly errors$: Observable<TranslationProblem>;
  /** How it ended, in the order of the listeners: once, when all languages are over. */
  readonly outcome$: Observable<readonly TranslationOutcome[]>;
  /** Opens the connections, once; unsubscribing ends them without the last words. A second call gives the same subscription. */
  connect(): Subscription;
  /** Hears no more, and waits until all is said and heard. The outcome is that of `outcome$`. */
  finish(): Observable<readonly TranslationOutcome[]>;
}
