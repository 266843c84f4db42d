import { inputAudioBufferCommit } from '@rx-realtime/codecs';
import type { ServerEvent, TranscriptionSessionConfig } from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import { isBenignError, request } from '@rx-realtime/events';
import { noUsage, usage } from '@rx-realtime/responses/usage';
import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  NEVER,
  race,
  ReplaySubject,
  startWith,
  Subject,
  Subscription,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import type { Observable } from 'rxjs';
import type { TranscriptionConfig } from '../transcriptionConfig.ts';
import type { SoundSpan, TranscriptLine } from '../transcriptLine.ts';
import { transcriptLines } from '../transcriptLines.ts';
import { inputEvents } from './inputEvents.ts';
import { showStatus } from '../../internal/showStatus.ts';
import type { TranscriptionState } from './TranscriptionState.ts';

/** No line begins within that after the last one has ended: all that was sent was heard. */
const settleMs = 300;
/** The service refuses to commit less. */
const minCommitMs = 100;

const isDone = ({ status }: TranscriptLine): boolean => status !== 'partial';

/** The operators of a transcription, wired to one socket. */
export class LiveTranscription {
  readonly connection = new Subscription();
  readonly #socket: RealtimeSocket;
  readonly #config: TranscriptionConfig;
  readonly #state: TranscriptionState;
  readonly #live$ = new Subject<ServerEvent>();
  readonly #commits$ = new Subject<SoundSpan>();
  readonly #stop$ = new ReplaySubject<void>(1);
  readonly #changes$ = new Subject<void>();
  #lines: readonly TranscriptLine[] = [];
  #sentMs = 0;
  #bufferedMs = 0;
  #committedMs = 0;

  constructor(config: TranscriptionConfig, state: TranscriptionState) {
    this.#config = config;
    this.#state = state;
    const session: TranscriptionSessionConfig = { ...config.session, type: 'transcription' };
    this.#socket = config.socket(session);
    this.#show();
    this.#watch();
    this.connection.add(this.#socket.send(this.#ears()));
  }

  /** Opens the line; what is wired hears everything from the first event on. */
  open(): void {
    this.connection.add(() => {
      this.#live$.complete();
      this.#state.end(this.#lines, false);
    });
    const end = () => this.connection.unsubscribe();
    this.connection.add(
      this.#socket.subscribe({
        next: (event) => this.#live$.next(event),
        error: (cause: unknown) => {
          this.#state.report('line_failed', cause);
          end();
        },
        complete: end,
      }),
    );
  }

  /** Hears no more; what was heard is still written down. */
  stop(): void {
    this.#stop$.next();
  }

  get #isDetecting(): boolean {
    return this.#config.session.audio?.input?.turn_detection !== null;
  }

  get #scheduler() {
    return this.#config.scheduler ?? asyncScheduler;
  }

  #ears() {
    const { ears, session, commit$ = NEVER, endSilenceMs = 500 } = this.#config;
    const format = session.audio?.input?.format ?? { type: 'audio/pcm' };
    return ears.pipe(
      takeUntil(this.#stop$),
      catchError((cause: unknown) => {
        this.#state.report('ears_failed', cause);
        return EMPTY;
      }),
      inputEvents({
        format: { type: format.type, rate: 'rate' in format ? format.rate : undefined },
        commit$,
        endSilenceMs: this.#isDetecting ? endSilenceMs : 0,
        lengthObserver: {
          next: ({ sentMs, bufferedMs }) => {
            this.#sentMs = sentMs;
            this.#bufferedMs = bufferedMs;
            this.#state.sent(sentMs);
          },
        },
      }),
      tap((event) => {
        if (event.type === 'input_audio_buffer.commit') this.#commit(this.#sentMs);
      }),
      tap({ complete: () => this.connection.add(this.#finish().subscribe()) }),
    );
  }

  #commit(endMs: number): void {
    this.#commits$.next({ startMs: this.#committedMs, endMs });
    this.#committedMs = endMs;
  }

  /** The sound is over: what is left of it becomes a line, and the last words are waited for. */
  #finish(): Observable<unknown> {
    const { withinMs = 30_000, endSilenceMs = 500 } = this.#config;
    const scheduler = this.#scheduler;
    const committed$ = defer(() => {
      if (this.#bufferedMs < minCommitMs) return EMPTY;
      this.#commit(this.#isDetecting ? this.#sentMs - endSilenceMs : this.#sentMs);
      return request(this.#socket, inputAudioBufferCommit(), { scheduler, timeoutMs: withinMs });
    }).pipe(
      // Nothing is left where the service has ended the last turn itself.
      catchError(() => EMPTY),
      ignoreElements(),
    );
    const written$ = defer(() =>
      this.#changes$.pipe(
        startWith(undefined),
        switchMap(() => (this.#lines.every(isDone) ? timer(settleMs, scheduler) : NEVER)),
        take(1),
        tap(() => this.#end(true)),
      ),
    );
    const late$ = timer(withinMs, scheduler).pipe(
      tap(() => {
        this.#state.report('request_failed', undefined, 'the last words have not come');
        this.#end(false);
      }),
    );
    return race(concat(committed$, written$), late$);
  }

  #end(isComplete: boolean): void {
    this.#state.end(this.#lines, isComplete);
    this.connection.unsubscribe();
  }

  #show(): void {
    this.connection.add(
      this.#live$.pipe(transcriptLines({ commits$: this.#commits$ })).subscribe({
        next: (lines) => {
          this.#lines = lines;
          this.#state.lines$.next(lines);
          this.#changes$.next();
        },
        error: () => undefined,
      }),
    );
    this.connection.add(
      this.#live$
        .pipe(usage(), startWith({ total: noUsage }))
        .subscribe(({ total }) => this.#state.billed(total)),
    );
  }

  #watch(): void {
    const state = this.#state;
    showStatus(this.#socket.status$, this.connection, state.status$);
    this.connection.add(
      this.#live$.subscribe((event) => {
        if (event.type === 'error' && !isBenignError(event.error))
          state.report('service_error', event, event.error.message);
      }),
    );
    this.connection.add(
      this.#socket.undelivered$.subscribe(({ error }) => state.report('undelivered', error)),
    );
    this.connection.add(
      this.#socket.audioGap$.subscribe((gap) =>
        state.report('audio_gap', gap, `${gap.durationMs} ms of sound were dropped`),
      ),
    );
    this.connection.add(
      this.#socket.sourceError$.subscribe(({ error }) => state.report('ears_failed', error)),
    );
  }
}
