import { base64FromBytes, durationMs, encodeG711, g711RateHz, samplesOf } from '@rx-realtime/pcm';
import { filter, map } from 'rxjs';
import type { Observable } from 'rxjs';
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
  /** Sound between two marks, above 0; a barge-in is cut at the last mark that came back. @defaultValue 40 ms */
  readonly markMs?: number;
}

/**
 * The caller's ear as a player: sound goes out as `media`, marks come back when it was played.
 *
 * Takes 8 kHz, which `outputAudio({ format: 'audio/pcmu' })` gives; another rate throws `rate_mismatch`. After `clear`
 * Twilio sends back the marks of what it threw away; they are known by their names and count for nothing.
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
export function twilioPlayer({ streamSid, messages$, send, markMs = 40 }: TwilioPlayerConfig): Player {
  assertPositiveMs('twilioPlayer.markMs', markMs);
  const piece = Math.max(1, samplesOf(markMs, g711RateHz));
  let clears = 0;
  let writtenMs = 0;
  let heardMs = 0;
  return {
    write: ({ pcm, sampleRateHz }) => {
      if (sampleRateHz !== g711RateHz) {
        throw new AudioError({
          code: 'rate_mismatch',
          expected: `${g711RateHz} Hz`,
          actual: `${sampleRateHz} Hz`,
          where: 'twilioPlayer',
          hint: "Let the session speak audio/pcmu, and use outputAudio({ format: 'audio/pcmu' })",
        });
      }
      for (let at = 0; at < pcm.length; at += piece) {
        const part = pcm.subarray(at, at + piece);
        writtenMs += durationMs({ pcm: part, sampleRateHz });
        send({
          event: 'media',
          streamSid,
          media: { payload: base64FromBytes(encodeG711(part, 'audio/pcmu')) },
        });
        send({ event: 'mark', streamSid, mark: { name: `played:${clears}:${writtenMs}` } });
      }
    },
    clear: () => {
      clears++;
      writtenMs = heardMs;
      send({ event: 'clear', streamSid });
    },
    played$: messages$.pipe(
      map((message) => (message.event === 'mark' ? message.mark.name.split(':') : [])),
      filter(([kind, cleared]) => kind === 'played' && cleared === String(clears)),
      map(([, , ms]) => (heardMs = Number(ms))),
    ),
  };
}
