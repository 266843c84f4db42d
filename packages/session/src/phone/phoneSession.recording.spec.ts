import { describe, expect, it } from '@jest/globals';
import { readWav } from '@rx-realtime/audio/node';
import { plivoCall, telnyxCall, twilioCall, vonageCall } from '@rx-realtime/audio/phone';
import { realtimeSocket } from '@rx-realtime/connection';
import { resample } from '@rx-realtime/pcm';
import { call, createSimulator, say, virtualTime } from '@rx-realtime/simulator';
import { fakePhone } from '@rx-realtime/test-kit';
import { lastValueFrom, toArray } from 'rxjs';
import { phoneSession } from './phoneSession.ts';
import type { PhoneEnd } from './phoneEnd.ts';

const question = new URL('../../../rx-realtime/samples/question.wav', import.meta.url).pathname;
const calls = { twilio: twilioCall, telnyx: telnyxCall, plivo: plivoCall, vonage: vonageCall } as const;

/** The recording at a rate of a telephone. */
const spoken = async (sampleRateHz: number): Promise<Int16Array> => {
  const blocks = await lastValueFrom(readWav(question).pipe(toArray()));
  const samples = Int16Array.from(blocks.flatMap(({ pcm }) => [...pcm]));
  return resample(samples, blocks[0]?.sampleRateHz ?? sampleRateHz, sampleRateHz);
};

describe('a recorded voice on a call', () => {
  it.each(['twilio', 'telnyx', 'plivo', 'vonage'] as const)(
    'is one turn over %s, is answered, and the call ends with the goodbye',
    async (provider) => {
      const time = virtualTime();
      const phone = fakePhone(provider, time);
      const { WebSocket: WebSocketCtor, events$ } = createSimulator({
        scheduler: time,
        transcribe: () => 'What is the weather?',
        responder: ({ transcript }) => [say(`You asked: ${transcript} Good bye.`), call('hang_up')],
      });
      const turns: string[] = [];
      events$.subscribe(({ event }) => {
        if (/speech_st/.test(String(event['type']))) turns.push(String(event['type']).slice(-7));
      });
      const session = phoneSession({
        media: calls[provider]({
          frames$: phone.frames$,
          send: phone.send,
          hangUp: phone.hangUp,
          scheduler: time,
        }),
        socket: (settings) =>
          realtimeSocket({
            url: 'ws://simulator',
            model: 'gpt-realtime-2.1',
            WebSocketCtor,
            scheduler: time,
            session: settings,
          }),
        // A person pauses between the words of a question.
        session: { audio: { input: { turn_detection: { type: 'server_vad', silence_duration_ms: 700 } } } },
        scheduler: time,
      });
      const ends: PhoneEnd[] = [];
      session.ended$.subscribe((end) => ends.push(end));
      session.connect();
      phone.ring();
      phone.say(await spoken(phone.sampleRateHz));
      while (time.now() < 15_000) {
        time.advanceTo(time.now() + 20);
        for (let round = 0; round < 8; round++) await Promise.resolve();
      }
      expect(turns).toEqual(['started', 'stopped']);
      expect(ends).toEqual([{ reason: 'goodbye', malformed: 0 }]);
    },
  );
});
