import { base64FromBytes, durationMs, encodeG711, g711RateHz, samplesOf } from '@rx-realtime/pcm';
import { clockOf } from '@rx-realtime/clock';
import { asyncScheduler, filter, map, takeWhile } from 'rxjs';
import type { Observable, SchedulerLike, Subscription } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import type { Player } from '../mouth/player.ts';
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

/** Twilio plays frames of 20 ms. */
const frameMs = 20;

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
  const { streamSid, messages$, send, markMs = 40, scheduler = asyncScheduler } = config;
  assertPositiveMs('twilioPlayer.markMs', markMs);
  const clock = clockOf(scheduler);
  const frame = samplesOf(frameMs, g711RateHz);
  const pieceSamples = Math.max(1, Math.round(markMs / frameMs)) * frame;
  const piece = new Int16Array(pieceSamples);
  let held = 0;
  let timer: Subscription | undefined;
  let playsUntil = 0;
  let clears = 0;
  let writtenMs = 0;
  let heardMs = 0;

  /** Sends what is held: whole frames, the last one with silence behind it. */
  const flush = (): void => {
    timer?.unsubscribe();
    timer = undefined;
    if (held === 0) return;
    const payload = piece.slice(0, Math.ceil(held / frame) * frame).fill(0, held);
    writtenMs += durationMs({ pcm: payload.subarray(0, held), sampleRateHz: g711RateHz });
    playsUntil = Math.max(playsUntil, clock.now()) + durationMs({ pcm: payload, sampleRateHz: g711RateHz });
    held = 0;
    send({
      event: 'media',
      streamSid,
      media: { payload: base64FromBytes(encodeG711(payload, 'audio/pcmu')) },
    });
    send({ event: 'mark', streamSid, mark: { name: `played:${clears}:${writtenMs}` } });
  };

  return {
    write: ({ pcm, sampleRateHz }) => {
      if (sampleRateHz !== g711RateHz) {
        throw new AudioError({
          code: 'rate_mismatch',
          expected: `${g711RateHz} Hz`,
          actual: `${sampleRateHz} Hz`,
          where: 'twilioPlayer',
          hint: "Let the session speak audio/pcmu, and use speech({ format: 'audio/pcmu' })",
        });
      }
      for (let at = 0; at < pcm.length;) {
        const part = pcm.subarray(at, at + pieceSamples - held);
        piece.set(part, held);
        held += part.length;
        at += part.length;
        if (held === pieceSamples) flush();
      }
      timer?.unsubscribe();
      const untilDryMs = playsUntil - clock.now() - frameMs;
      timer = held === 0 ? undefined : scheduler.schedule(flush, Math.max(frameMs, untilDryMs));
    },
    clear: () => {
      timer?.unsubscribe();
      held = 0;
      playsUntil = clock.now();
      clears++;
      writtenMs = heardMs;
      send({ event: 'clear', streamSid });
    },
    played$: messages$.pipe(
      takeWhile(({ event }) => event !== 'stop'),
      map((message) => (message.event === 'mark' ? message.mark.name.split(':') : [])),
      filter(([kind, cleared]) => kind === 'played' && cleared === String(clears)),
      map(([, , ms]) => (heardMs = Number(ms))),
    ),
  };
}
