import { samplesOf } from '@rx-realtime/pcm';
import { filter, map } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Player } from '../mouth/player.ts';
import type { CallFormat } from './callFormat.ts';
import { callPlayer } from './internal/callPlayer.ts';
import { encodeCallSound } from './internal/callSound.ts';
import { vonageDefault } from './internal/vonageFormatOf.ts';
import type { VonageCommand, VonageMessage } from './vonageMedia.ts';

/** The call a {@link vonagePlayer} speaks on. */
export interface VonagePlayerConfig {
  /** What Vonage sends: its `websocket:notify` tells what was played. */
  readonly messages$: Observable<VonageMessage>;
  /** Sends a message to Vonage: `(command) => socket.send(command instanceof Uint8Array ? command : JSON.stringify(command))`. */
  readonly send: (command: VonageCommand) => void;
  /** How Vonage takes sound. @defaultValue PCM at 16,000 Hz */
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
 * The caller's ear as a player, on a call of Vonage.
 *
 * Takes any rate, and resamples it to that of the call where they differ. What it sends are
 * messages of 20 ms
 * however the sound was cut: what is left of a block goes with the next one, or, when none has come by the time all
 * else was played, with silence behind it, which counts for nothing. What comes back of what was cleared is known by its name and counts for nothing.
 * `played$` completes with `messages$`, and so ends `playback`. Holds less than `markMs` of sound.
 *
 * @param config the call
 *
 * @example
 * ```ts
 * import { Subject } from 'rxjs';
 * import { silence } from '@rx-realtime/audio';
 * import { type VonageCommand, type VonageMessage, vonagePlayer } from '@rx-realtime/audio/phone';
 *
 * const messages$ = new Subject<VonageMessage>();
 * const sent: VonageCommand[] = [];
 * const player = vonagePlayer({ messages$, send: (command) => sent.push(command) });
 * player.played$.subscribe((ms) => console.log('heard', ms));
 * player.write(silence({ durationMs: 40, sampleRateHz: 16_000 }));
 * console.log(sent.map((command) => ('action' in command ? command.action : command.length)).join(' ')); // prints: 640 640 notify
 * for (const command of sent) {
 *   if ('action' in command && command.action === 'notify') messages$.next({ event: 'websocket:notify', payload: command.payload }); // prints: heard 40
 * }
 * ```
 *
 * @see {@link vonageInput} for the other direction
 */
export function vonagePlayer(config: VonagePlayerConfig): Player {
  const { messages$, send, format = vonageDefault, markMs, scheduler } = config;
  const frame = samplesOf(20, format.rate);
  return callPlayer({
    where: 'vonagePlayer',
    sampleRateHz: format.rate,
    markMs,
    scheduler,
    sound: (pcm) => {
      // A message is 20 ms, no more: https://developer.vonage.com/en/voice/voice-api/concepts/websockets
      for (let at = 0; at < pcm.length; at += frame)
        send(encodeCallSound(pcm.subarray(at, at + frame), format));
    },
    mark: (name) => send({ action: 'notify', payload: { name } }),
    clear: () => send({ action: 'clear' }),
    marks$: messages$.pipe(
      map((message) =>
        !(message instanceof Uint8Array) && message.event === 'websocket:notify'
          ? message.payload['name']
          : undefined,
      ),
      filter((name) => typeof name === 'string'),
    ),
  });
}
