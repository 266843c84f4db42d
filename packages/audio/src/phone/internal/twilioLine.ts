import { base64FromBytes, encodeG711, g711RateHz } from '@rx-realtime/pcm';
import { filter, map, takeWhile } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Player } from '../../mouth/player.ts';
import type { TwilioCommand, TwilioMessage } from '../twilioMedia.ts';
import { callPlayer } from './callPlayer.ts';

interface TwilioLineConfig {
  readonly streamSid: string;
  readonly messages$: Observable<TwilioMessage>;
  readonly send: (command: TwilioCommand) => void;
  readonly markMs?: number | undefined;
  readonly scheduler?: SchedulerLike | undefined;
}

/** The caller's ear on a call of Twilio: takes any rate. */
export const twilioLine = (
  where: string,
  { streamSid, messages$, send, markMs, scheduler }: TwilioLineConfig,
): Player =>
  callPlayer({
    where,
    sampleRateHz: g711RateHz,
    markMs,
    scheduler,
    sound: (pcm) =>
      send({
        event: 'media',
        streamSid,
        media: { payload: base64FromBytes(encodeG711(pcm, 'audio/pcmu')) },
      }),
    mark: (name) => send({ event: 'mark', streamSid, mark: { name } }),
    clear: () => send({ event: 'clear', streamSid }),
    marks$: messages$.pipe(
      takeWhile(({ event }) => event !== 'stop'),
      filter((message) => message.event === 'mark'),
      map(({ mark }) => mark.name),
    ),
  });
