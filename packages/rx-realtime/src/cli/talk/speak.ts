import { chunkPcm16, paceAudio, silence } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import { ofType } from '@rx-realtime/events';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import {
  concat,
  filter,
  identity,
  mergeMap,
  of,
  scan,
  switchMap,
  take,
  takeUntil,
  throwError,
  timer,
} from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { CliError } from '../cliError.ts';
import type { TalkOptions } from '../parseOptions.ts';
import type { Question } from './loadQuestion.ts';

/** Silence after the question, for the server to hear that it is over. */
const trailingMs = 3_000;
/** How long after that the server may take to say that it heard something. */
const graceMs = 5_000;

/**
 * Speaks the question once the session is ready, at speaking pace or at once, until the server has heard it. It is spoken
 * once; the socket sees to it that it is heard.
 */
export function speak(
  { name, blocks$ }: Question,
  { fast }: Pick<TalkOptions, 'fast'>,
  { status$ }: Pick<RealtimeSocket, 'status$'>,
  live$: Observable<ServerEvent>,
): Observable<Pcm16> {
  const nothingHeard = () =>
    new CliError('nothingHeard', `no speech was heard in ${name}; check the recording and its volume`);
  const spoken$ = concat(blocks$, of(silence({ durationMs: trailingMs }))).pipe(
    chunkPcm16({ durationMs: 40 }),
    fast ? identity : paceAudio(),
  );
  return status$.pipe(
    filter(({ state }) => state === 'ready'),
    take(1),
    switchMap(() => concat(spoken$, timer(graceMs).pipe(mergeMap(() => throwError(nothingHeard))))),
    takeUntil(live$.pipe(ofType('input_audio_buffer.committed'))),
  );
}

/** How many milliseconds have been spoken so far. */
export const sentMs = (): OperatorFunction<Pcm16, number> => scan((ms, block) => ms + durationMs(block), 0);
