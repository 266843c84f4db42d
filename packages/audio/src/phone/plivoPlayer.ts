import { base64FromBytes } from '@rx-realtime/pcm';
import { filter, map, takeWhile } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Player } from '../mouth/player.ts';
import type { CallFormat } from './callFormat.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { callPlayer } from './internal/callPlayer.ts';
import { encodeCallSound } from './internal/callSound.ts';
import type { PlivoCommand, PlivoMessage } from './plivoMedia.ts';

/** The call a {@link plivoPlayer} speaks on. */
export interface PlivoPlayerConfig {
  /** `start.streamId` of the call. */
  readonly streamId: string;
  /** What Plivo sends: its `playedStream` tells what was played. */
  readonly messages$: Observable<PlivoMessage>;
  /** Sends a message to Plivo: `(command) => socket.send(JSON.stringify(command))`. */
  readonly send: (command: PlivoCommand) => void;
  /** How Plivo takes sound. @defaultValue µ-law at 8,000 Hz */
  readonly format?: CallFormat;
  /**
   * Sound between two marks, above 0, in whole frames of 20 ms; a barge-in is cut at the last mark that came back.
   *
   * @defaultValue 40 ms
   */
  readonly markMs?: number;
  /** The clock and timer of the last frame. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/**
 * The caller's ear as a player, on a call of Plivo.
 *
 * Takes any rate, and resamples it to that of the call where they differ. What it sends are whole
 * frames of 20 ms
 * however the sound was cut: what is left of a block goes with the next one, or, when none has come by the time all
 * else was played, with silence behind it, which counts for nothing. Checkpoints of what was cleared do not come back.
 * `played$` completes with the call (`stop`), and so ends `playback`. Holds less than `markMs` of sound.
 *
 * @param config the call
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { silence } from '@rx-realtime/audio';
 * import { type PlivoCommand, type PlivoMessage, plivoPlayer } from '@rx-realtime/audio/phone';
 *
 * const messages$ = new Subject<PlivoMessage>();
 * const sent: PlivoCommand[] = [];
 * const player = plivoPlayer({ streamId: 's1', messages$, send: (command) => sent.push(command) });
 * player.played$.subscribe((ms) => console.log('heard', ms));
 * player.write(silence({ durationMs: 40, sampleRateHz: 8_000 }));
 * console.log(sent.map(({ event }) => event).join(' ')); // prints: playAudio checkpoint
 * for (const command of sent) {
 *   if (command.event === 'checkpoint') messages$.next({ event: 'playedStream', name: command.name }); // prints: heard 40
 * }
 * ```
 *
 * @see {@link plivoInput} for the other direction
 */
export function plivoPlayer(config: PlivoPlayerConfig): Player {
  const { streamId, messages$, send, format = muLaw, markMs, scheduler } = config;
  return callPlayer({
    where: 'plivoPlayer',
    sampleRateHz: format.rate,
    markMs,
    scheduler,
    sound: (pcm) =>
      send({
        event: 'playAudio',
        media: {
          contentType: format.type === 'audio/pcm' ? 'audio/x-l16' : 'audio/x-mulaw',
          sampleRate: format.rate,
          payload: base64FromBytes(encodeCallSound(pcm, format)),
        },
      }),
    mark: (name) => send({ event: 'checkpoint', streamId, name }),
    clear: () => send({ event: 'clearAudio', streamId }),
    marks$: messages$.pipe(
      takeWhile(({ event }) => event !== 'stop'),
      filter((message) => message.event === 'playedStream'),
      map(({ name }) => name),
    ),
  });
}
