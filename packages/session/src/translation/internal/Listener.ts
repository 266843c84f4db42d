import { translationAudio } from '@rx-realtime/audio/translation';
import type { TranslationAudio } from '@rx-realtime/audio/translation';
import type { TranslationClientEvent, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import type { RealtimeStatus } from '@rx-realtime/connection';
import { BehaviorSubject, catchError, EMPTY, ReplaySubject, Subject, Subscription } from 'rxjs';
import type { Observable } from 'rxjs';
import { showStatus } from '../../internal/showStatus.ts';
import { SessionError } from '../../session/sessionError.ts';
import type { SessionErrorCode } from '../../session/sessionError.ts';
import { playTranslation } from '../playTranslation.ts';
import type { ListenerStreams, TranslationOutcome, TranslationProblem } from '../translation.ts';
import type { TranslationConfig, TranslationListener } from '../translationConfig.ts';
import { translationWords } from '../translationWords.ts';
import type { TranslationWords } from '../translationWords.ts';

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

/** One language: its line, its words, and who hears it. */
export class Listener {
  readonly connection = new Subscription();
  /** Emits once, when nothing more will be heard. */
  readonly outcome$ = new ReplaySubject<TranslationOutcome>(1);
  readonly streams: ListenerStreams;
  readonly #words$ = new ReplaySubject<TranslationWords>(1);
  readonly #sound$ = new Subject<TranslationAudio>();
  readonly #status$ = new BehaviorSubject<RealtimeStatus>({ state: 'idle' });
  readonly #listener: TranslationListener;
  readonly #problem: (problem: TranslationProblem) => void;
  #words: TranslationWords = { source: '', translated: '', elapsedMs: undefined };
  #heardMs = 0;
  #isSaid = false;
  #isHeard = true;

  constructor(listener: TranslationListener, problem: (problem: TranslationProblem) => void) {
    this.#listener = listener;
    this.#problem = problem;
    this.streams = {
      language: listener.language,
      words$: this.#words$.asObservable(),
      sound$: this.#sound$.asObservable(),
      status$: this.#status$.asObservable(),
    };
  }

  /** Opens the line, and sends what is heard on it. */
  open(config: TranslationConfig, events$: Observable<TranslationClientEvent>): void {
    try {
      this.#open(config, events$);
    } catch (cause) {
      // What is wrong with one language is nothing to the others.
      this.#report('line_failed', cause);
      this.connection.unsubscribe();
      this.#end(false);
    }
  }

  #open({ socket: open, session }: TranslationConfig, events$: Observable<TranslationClientEvent>): void {
    const { language, mouth } = this.#listener;
    const { connection } = this;
    const output = { ...session?.audio?.output, language };
    const socket = open({ ...session, audio: { ...session?.audio, output } }, language);
    const live$ = new Subject<TranslationServerEvent>();
    const malformedObserver = {
      next: ({ error }: { readonly error: Error }) => this.#report('malformed_speech', error),
    };
    connection.add(() => {
      live$.complete();
      this.#end(false);
    });
    showStatus(socket.status$, connection, this.#status$);
    connection.add(
      live$.pipe(translationWords()).subscribe((words) => {
        this.#words = words;
        this.#words$.next(words);
      }),
    );
    if (mouth) {
      this.#isHeard = false;
      connection.add(
        this.#sound$
          .pipe(
            playTranslation(mouth),
            catchError((cause: unknown) => {
              this.#report('mouth_failed', cause);
              return EMPTY;
            }),
          )
          .subscribe({
            next: (ms) => (this.#heardMs = ms),
            complete: () => {
              this.#isHeard = true;
              this.#endWhenHeard();
            },
          }),
      );
    }
    live$.pipe(translationAudio({ malformedObserver })).subscribe(this.#sound$);
    connection.add(
      live$.subscribe((event) => {
        if (event.type === 'error') this.#report('service_error', event, event.error.message);
      }),
    );
    connection.add(socket.undelivered$.subscribe(({ error }) => this.#report('undelivered', error)));
    connection.add(
      socket.audioGap$.subscribe((gap) =>
        this.#report('audio_gap', gap, `${gap.durationMs} ms of sound were dropped`),
      ),
    );
    connection.add(socket.send(events$));
    connection.add(
      socket.subscribe({
        next: (event) => live$.next(event),
        error: (cause: unknown) => {
          this.#report('line_failed', cause);
          connection.unsubscribe();
        },
        complete: () => {
          this.#isSaid = true;
          live$.complete();
          this.#endWhenHeard();
        },
      }),
    );
  }

  #report(code: SessionErrorCode, cause: unknown, message = messageOf(cause)): void {
    this.#problem({ language: this.#listener.language, error: new SessionError(code, message, cause) });
  }

  #endWhenHeard(): void {
    if (!this.#isSaid || !this.#isHeard) return;
    this.#end(true);
    this.connection.unsubscribe();
  }

  /** Only the first call counts. */
  #end(isComplete: boolean): void {
    this.#words$.complete();
    this.outcome$.next({
      language: this.#listener.language,
      words: this.#words,
      heardMs: this.#heardMs,
      isComplete,
    });
    this.outcome$.complete();
  }
}
