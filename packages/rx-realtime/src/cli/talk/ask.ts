import { appendInputAudio, chunkPcm16, paceAudio, silence } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import { ofType } from '@rx-realtime/events';
import {
  concat,
  connect,
  filter,
  from,
  identity,
  ignoreElements,
  map,
  merge,
  mergeMap,
  of,
  scan,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { CliError } from '../cliError.ts';
import type { TalkOptions } from '../parseOptions.ts';
import type { Question } from './loadQuestion.ts';

/** Silence after the question, for the server to hear that it is over. */
const trailingMs = 3_000;
/** How long after that the server may take to say that it heard something. */
const graceMs = 5_000;

/** The question is asked once; the socket sees to it that it is heard. */
const onceReady = <T>(socket: RealtimeSocket, ask: () => Observable<T>): Observable<T> =>
  socket.status$.pipe(
    filter(({ state }) => state === 'ready'),
    take(1),
    switchMap(ask),
  );

/** Speaks the question, at speaking pace or at once; emits how many milliseconds have been sent. */
function speak(
  socket: RealtimeSocket,
  live$: Observable<ServerEvent>,
  question: Question,
  fast: boolean,
): Observable<number> {
  const nothingHeard = () =>
    new CliError(
      'nothingHeard',
      `no speech was heard in ${question.name}; check the recording and its volume`,
    );
  const committed$ = live$.pipe(ofType('input_audio_buffer.committed'));
  const spoken$ = concat(question.blocks$, of(silence({ durationMs: trailingMs }))).pipe(
    chunkPcm16({ durationMs: 40 }),
    fast ? identity : paceAudio(),
    connect((chunks$) =>
      merge(
        chunks$.pipe(
          appendInputAudio(),
          tap((event) => socket.next(event)),
          ignoreElements(),
        ),
        chunks$.pipe(scan((sentMs, chunk) => sentMs + durationMs(chunk), 0)),
      ),
    ),
  );
  return onceReady(socket, () =>
    concat(spoken$, timer(graceMs).pipe(mergeMap(() => throwError(nothingHeard)))),
  ).pipe(takeUntil(committed$));
}

/** Writes the question and asks for an answer; emits 0, because no sound is sent. */
function write(socket: RealtimeSocket, text: string): Observable<number> {
  return onceReady(socket, () => from([conversationItemCreate(userText(text)), responseCreate()])).pipe(
    tap((event) => socket.next(event)),
    map(() => 0),
  );
}

/** Asks by voice or in writing; emits how many milliseconds of sound have been sent. */
export const ask = (
  socket: RealtimeSocket,
  live$: Observable<ServerEvent>,
  { text = '', fast }: Pick<TalkOptions, 'text' | 'fast'>,
  question?: Question,
): Observable<number> => (question ? speak(socket, live$, question, fast) : write(socket, text));
