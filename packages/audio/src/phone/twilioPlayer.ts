import { g711RateHz } from '@rx-realtime/pcm';
import type { Observable, SchedulerLike } from 'rxjs';
import { AudioError } from '../audioError.ts';
import type { Player } from '../mouth/player.ts';
import { twilioLine } from './internal/twilioLine.ts';
import type { TwilioCommand, TwilioMessage } from './twilioMedia.ts';

/** The call a {@link twilioPlayer} speaks on. */
export interface TwilioPlayerConfig {
  /** `start.streamSid` of the call. */
  readonly streamSid: string;
  /** What Twilio sends: its marks tell what was played. */
  readonly messages$: Observable<TwilioMessage>;
  /** Sends a message to Twilio: `(command) => socket.send(JSON.stringify(command))`. */
  readonly send: (command: TwilioCommand) => void;
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
 * The caller's ear as a player: sound goes out as `media`, marks come back when it was played.
 *
 * Takes 8 kHz, which `speech({ format: 'audio/pcmu' })` gives; another rate throws `rate_mismatch`. What it sends are whole
 * frames of 20 ms, however the sound was cut: what is left of a block goes with the next one, or, when none has come by
 * the time all else was played, with silence behind it, which counts for nothing. After `clear` Twilio sends back the
 * marks of what it threw away; they are known by their names and count for nothing. `played$` completes with the call
 * (`stop`), and so ends `playback`. Holds less than `markMs` of sound.
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { silence } from '@rx-realtime/audio';
 * import { type TwilioCommand, type TwilioMessage, twilioPlayer } from '@rx-realtime/audio/phone';
 *
 * const messages$ = new Subject<TwilioMessage>();
 * const sent: TwilioCommand[] = [];
 * const player = twilioPlayer({ streamSid: 'MZ1', messages$, send: (command) => sent.push(command) });
 * player.played$.subscribe((ms) => console.log('heard', ms));
 * player.write(silence({ durationMs: 40, sampleRateHz: 8_000 }));
 * console.log(sent.map(({ event }) => event).join(' ')); // prints: media mark
 * for (const command of sent) if (command.event === 'mark') messages$.next(command); // prints: heard 40
 * ```
 *
 * @see {@link playback}, {@link twilioInput}
 */
export function twilioPlayer(config: TwilioPlayerConfig): Player {
  const player = twilioLine('twilioPlayer', config);
  return {
    ...player,
    write: (block) => {
      if (block.sampleRateHz !== g711RateHz) {
        throw new AudioError({
          code: 'rate_mismatch',
          expected: `${g711RateHz} Hz`,
          actual: `${block.sampleRateHz} Hz`,
          where: 'twilioPlayer',
          hint: "Let the session speak audio/pcmu, and use speech({ format: 'audio/pcmu' })",
        });
      }
      player.write(block);
    },
  };
}
