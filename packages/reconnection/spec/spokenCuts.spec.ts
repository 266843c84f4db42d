import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  functionCallOutput,
  inputAudioBufferAppend,
  responseCreate,
} from '@rx-realtime/codecs';
import type { Item, ServerEvent } from '@rx-realtime/codecs';
import { functionCalls, responses } from '@rx-realtime/responses';
import { call, createSimulator, noiseVoice, say } from '@rx-realtime/simulator';
import type { Fault, Responder } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { concatMap, delay, from, mergeMap, of, share, VirtualTimeScheduler } from 'rxjs';
import { durableSocket } from '../src/index.ts';

const rateHz = 24_000;
const blockMs = 40;
const lastingMs = 22_000;

const speech = (seconds: number): Int16Array =>
  noiseVoice().speak('x'.repeat(Math.round(seconds * 15))) as Int16Array;

/** A short question at 1 s, a longer one at 10 s, silence else. */
const microphone = (() => {
  const pcm = new Int16Array((lastingMs / 1000) * rateHz);
  pcm.set(speech(1), rateHz);
  pcm.set(speech(2.5), 10 * rateHz);
  return pcm;
})();

const answers = { weather: 'It is sunny in Oslo today.', thanks: 'You are welcome, goodbye now.' };

const wordsOf = (item: Item): string =>
  item.type === 'message'
    ? item.content
        .map((part) => ('text' in part && part.text) || ('transcript' in part && part.transcript) || '')
        .join('')
    : '';

const responder: Responder = ({ items, instructions, transcript }) => {
  const isTold = items.some(({ type }) => type === 'function_call_output');
  if (transcript === 'weather' && !isTold) return [call('get_weather', { city: 'Oslo' })];
  const answer = transcript === 'thanks' ? answers.thanks : answers.weather;
  const last = items.at(-1);
  if (!instructions.includes('cut off') || last?.type !== 'message' || last.role !== 'assistant')
    return [say(answer)];
  return [say(answer.slice(wordsOf(last).length).trim())];
};

const converse = (faults: readonly Fault[]) => {
  const scheduler = new VirtualTimeScheduler();
  const simulator = createSimulator({
    scheduler,
    responder,
    faults,
    seed: 1,
    voice: noiseVoice(),
    transcribe: ({ durationMs }) => (durationMs < 2_200 ? 'weather' : 'thanks'),
  });
  const socket = durableSocket({
    url: 'ws://simulator',
    WebSocketCtor: simulator.WebSocket,
    scheduler,
    session: {
      audio: { input: { transcription: { model: 'whisper-1' } } },
      tools: [{ type: 'function', name: 'get_weather', parameters: { type: 'object' } }],
    },
    retry: { firstMs: 20, random: () => 0.5 },
  });
  const errors: string[] = [];
  const events: string[] = [];
  let runs = 0;
  let sent = 0;
  socket.wire$.subscribe(({ direction, generation }) => {
    if (direction === 'out' && generation === 1) sent += 1;
  });
  let gaps = 0;
  const live$ = socket.pipe(share());
  const answers$ = live$.pipe(responses(), share());
  live$.subscribe({
    next: (event: ServerEvent) => {
      events.push(event.type);
      if (event.type === 'error') errors.push(event.error.message);
    },
    error: (error: unknown) => errors.push(String(error)),
  });
  socket.audioGap$.subscribe(({ durationMs }) => (gaps += durationMs));
  answers$
    .pipe(
      functionCalls({ get_weather: t.type({ city: t.string }) }),
      mergeMap(({ callId, responseDone$ }) => {
        runs += 1;
        return of(callId).pipe(
          delay(400, scheduler),
          concatMap(() => responseDone$),
          concatMap(() =>
            from([conversationItemCreate(functionCallOutput(callId, 'sunny')), responseCreate()]),
          ),
        );
      }),
    )
    .subscribe((event) => socket.next(event));
  const blockLength = (blockMs * rateHz) / 1000;
  for (let index = 0; index * blockMs < lastingMs; index++)
    scheduler.schedule(
      () =>
        socket.next(
          inputAudioBufferAppend(microphone.subarray(index * blockLength, (index + 1) * blockLength)),
        ),
      index * blockMs,
    );
  let items: readonly (readonly [string, string])[] = [];
  socket.conversation$.subscribe((conversation) => {
    items = conversation.items.flatMap((item): [string, string][] =>
      item.type === 'message' ? [[item.role, wordsOf(item)]] : [],
    );
  });
  scheduler.schedule(() => socket.complete(), lastingMs + 8_000);
  scheduler.maxFrames = lastingMs + 10_000;
  scheduler.flush();
  // A turn that was restored as sound has no transcript: the service writes none down.
  const said = (role: string) => items.flatMap(([who, words]) => (who === role ? [words] : []));
  return {
    user: said('user'),
    assistant: said('assistant').join(' ').replaceAll(/\s+/g, ' ').trim(),
    errors,
    runs,
    events,
    gaps,
    sent,
  };
};

const expected = {
  user: ['weather', 'thanks'],
  assistant: `${answers.weather} ${answers.thanks}`,
  errors: [],
  runs: 1,
};
const whole = converse([]);

const answersOf = ({ user, assistant, errors, runs }: typeof whole) => ({ user, assistant, errors, runs });

describe('a spoken conversation with a slow tool', () => {
  it('is whole without a cut', () => {
    expect(whole).toMatchObject(expected);
  });

  it.each(whole.events.map((type, index) => ({ type, nth: index + 1 })))(
    'is whole when the line is cut before the server says $type ($nth)',
    ({ nth }) => {
      const cut = answersOf(converse([{ at: { connection: 1, count: nth }, do: 'drop' }]));
      const user = expected.user.map((words, index) => (cut.user[index] === '' ? '' : words));
      expect(cut).toEqual({ ...expected, user });
    },
  );

  // Every seventh of its blocks of sound, and so every moment of a turn.
  it.each(Array.from({ length: Math.floor(whole.sent / 7) }, (_, index) => index * 7 + 1))(
    'is whole when the line is cut before the server hears the client event %i',
    (count) => {
      const cut = answersOf(converse([{ at: { connection: 1, from: 'client', count }, do: 'drop' }]));
      const user = expected.user.map((words, index) => (cut.user[index] === '' ? '' : words));
      expect(cut).toEqual({ ...expected, user });
    },
  );
});
