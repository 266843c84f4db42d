import { base64FromBytes } from '@rx-realtime/pcm';
import { filter, map, takeWhile } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Player } from '../mouth/player.ts';
import type { CallFormat } from './callFormat.ts';
import { muLaw } from './internal/callFormatOf.ts';
import { callPlayer } from './internal/callPlayer.ts';
import { encodeCallSound } from './internal/callSound.ts';
import type { TelnyxCommand, TelnyxMessage } from './telnyxMedia.ts';

/** The call a {@link telnyxPlayer} speaks on. */
export interface TelnyxPlayerConfig {
  /** What Telnyx sends: its marks tell what was played. */
  readonly messages$: Observable<TelnyxMessage>;
  /** Sends a message to Telnyx: `(command) => socket.send(JSON.stringify(command))`. */
  readonly send: (command: TelnyxCommand) => void;
  /** How Telnyx takes sound. @defaultValue µ-law at 8,000 Hz, as `stream_bidirectional_codec` */
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
 * The caller's ear as a player, on a call of Telnyx.
 *
 * Takes any rate, and resamples it to that of the call where they differ. What it sends are whole
 * frames of 20 ms, which is the least that Telnyx takes,
 * however the sound was cut: what is left of a block goes with the next one, or, when none has come by the time all
 * else was played, with silence behind it, which counts for nothing. After `clear` Telnyx sends back the marks of what it threw away; they are known by their names and count for nothing.
 * `played$` completes with the call (`stop`), and so ends `playback`. Holds less than `markMs` of sound.
 *
 * @param config the call
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { silence } from '@rx-realtime/audio';
 * import { type TelnyxCommand, type TelnyxMessage, telnyxPlayer } from '@rx-realtime/audio/phone';
 *
 * const messages$ = new Subject<TelnyxMessage>();
 * const sent: TelnyxCommand[] = [];
 * const player = telnyxPlayer({ messages$, send: (command) => sent.push(command) });
 * player.played$.subscribe((ms) => console.log('heard', ms));
 * player.write(silence({ durationMs: 40, sampleRateHz: 8_000 }));
 * console.log(sent.map(({ event }) => event).join(' ')); // prints: media mark
 * for (const command of sent) {
 *   if (command.event === 'mark') messages$.next(command); // prints: heard 40
 * }
 * ```
 *
 * @see {@link telnyxInput} for the other direction
 */
export function telnyxPlayer(config: TelnyxPlayerConfig): Player {
  const { messages$, send, format = muLaw, markMs, scheduler } = config;
  return callPlayer({
    where: 'telnyxPlayer',
    sampleRateHz: format.rate,
    markMs,
    scheduler,
    sound: (pcm) =>
      send({ event: 'media', media: { payload: base64FromBytes(encodeCallSound(pcm, format)) } }),
    mark: (name) => send({ event: 'mark', mark: { name } }),
    clear: () => send({ event: 'clear' }),
    marks$: messages$.pipe(
      takeWhile(({ event }) => event !== 'stop'),
      filter((message) => message.event === 'mark'),
      map(({ mark }) => mark.name),
    ),
  });
}
