import { chunkPcm16, resamplePcm16 } from '@rx-realtime/audio';
import { appendTranslationAudio } from '@rx-realtime/audio/translation';
import { sessionClose } from '@rx-realtime/codecs';
import type { TranslationClientEvent } from '@rx-realtime/codecs/translation';
import {
  asyncScheduler,
  catchError,
  EMPTY,
  endWith,
  forkJoin,
  ReplaySubject,
  Subject,
  Subscription,
  takeUntil,
  timer,
} from 'rxjs';
import { SessionError } from '../session/sessionError.ts';
import { Listener } from './internal/Listener.ts';
import type { Translation, TranslationOutcome, TranslationProblem } from './translation.ts';
import type { TranslationConfig } from './translationConfig.ts';

/** What a translation session speaks: https://platform.openai.com/docs/guides/realtime-translation. */
const rateHz = 24_000;

/**
 * Translates what is said into several languages at once: one microphone, and a line for each language.
 *
 * An interpreter for everybody in the room.
 *
 * ```
 * ears ─► resample ─► chunk ─► append ─┬─► socket (da) ─► words$, sound$ ─► mouth
 *                                      └─► socket (fr) ─► words$, sound$ ─► mouth
 * ears end ─► session.close ─► what is left is said and heard ─► outcome$
 * ```
 *
 * The sound is coded once and given to every line at once; each keeps its own queue, so that a line that is slow, drops or
 * never opens delays no other. When the sound ends, or by `finish()`, every line is asked for what is still being said; a
 * language is over when that was heard.
 *
 * Nothing is in here that is not in an exported operator: to replace a part, put its operators in its place.
 *
 * @param config the parts
 * @returns the translation; nothing happens before `connect()`
 * @throws RangeError when a language is listed twice
 *
 * @example
 * import { silence } from '@rx-realtime/audio';
 * import { translationSocket } from '@rx-realtime/connection/translation';
 * import { translationSession } from '@rx-realtime/session/translation';
 * import { createSimulator, noiseVoice } from '@rx-realtime/simulator';
 * import { of } from 'rxjs';
 *
 * const { WebSocket: WebSocketCtor } = createSimulator({ transcribe: () => 'Good morning.' });
 * const line = { url: 'ws://simulator/v1/realtime', model: 'gpt-realtime-translate', WebSocketCtor, maxAudioMs: Infinity };
 * const spoken = { pcm: await noiseVoice().speak('Good morning.'), sampleRateHz: 24_000 };
 * const translation = translationSession({
 *   socket: (session) => translationSocket({ ...line, session }),
 *   ears: of(spoken, silence({ durationMs: 1_000 })),
 *   listeners: [{ language: 'da' }, { language: 'fr' }],
 * });
 * translation.outcome$.subscribe((outcomes) => console.log(outcomes.map(({ words }) => words.translated).join()));
 * translation.connect(); // prints: [da] Good morning.,[fr] Good morning.
 *
 * @see {@link translationWords}, {@link playTranslation}
 */
export function translationSession(config: TranslationConfig): Translation {
  const { ears, listeners: listening, withinMs = 30_000, scheduler = asyncScheduler } = config;
  const languages = listening.map(({ language }) => language);
  const twice = languages.find((language, index) => languages.indexOf(language) !== index);
  if (twice !== undefined) throw new RangeError(`translationSession.listeners: ${twice} is listed twice`);

  const errors$ = new Subject<TranslationProblem>();
  const outcome$ = new ReplaySubject<readonly TranslationOutcome[]>(1);
  const stop$ = new ReplaySubject<void>(1);
  const listeners = listening.map((listener) => new Listener(listener, (problem) => errors$.next(problem)));
  let connection: Subscription | undefined;

  const leave = (): void => listeners.forEach((listener) => listener.connection.unsubscribe());
  const connect = (): Subscription => {
    if (connection) return connection;
    const live = (connection = new Subscription());
    const events$ = new Subject<TranslationClientEvent>();
    live.add(leave);
    // Before the lines open: one that fails at once is over at once.
    forkJoin(listeners.map((listener) => listener.outcome$)).subscribe({
      next: (outcomes) => {
        live.unsubscribe();
        outcome$.next(outcomes);
      },
      complete: () => {
        live.unsubscribe();
        outcome$.complete();
        errors$.complete();
      },
    });
    for (const listener of listeners) listener.open(config, events$);
    live.add(
      ears
        .pipe(
          takeUntil(stop$),
          catchError((cause: unknown) => {
            const message = cause instanceof Error ? cause.message : String(cause);
            errors$.next({ language: undefined, error: new SessionError('ears_failed', message, cause) });
            return EMPTY;
          }),
          resamplePcm16({ toHz: rateHz }),
          chunkPcm16({ durationMs: 40 }),
          appendTranslationAudio(),
          endWith(sessionClose()),
        )
        .subscribe({
          next: (event) => events$.next(event),
          complete: () => live.add(timer(withinMs, scheduler).subscribe(leave)),
        }),
    );
    return live;
  };

  return {
    listeners: listeners.map(({ streams }) => streams),
    errors$: errors$.asObservable(),
    outcome$: outcome$.asObservable(),
    connect,
    finish: () => {
      connect();
      stop$.next();
      return outcome$.asObservable();
    },
  };
}
