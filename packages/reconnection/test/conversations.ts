import {
  conversationItemCreate,
  inputAudioBufferAppend,
  inputAudioBufferCommit,
  responseCreate,
  userText,
} from '@rx-realtime/codecs';
import { call, noiseVoice, say } from '@rx-realtime/simulator';
import type { VirtualTimeScheduler } from 'rxjs';
import type { DurableSocket } from '../src/index.ts';
import type { Rehearsed } from './cuts.ts';

const rateHz = 24_000;
const blockMs = 40;

const functions = (...names: readonly string[]) =>
  names.map((name) => ({ type: 'function' as const, name, parameters: { type: 'object' } }));

const write = (socket: DurableSocket, text: string): void => {
  socket.next(conversationItemCreate(userText(text)));
  socket.next(responseCreate());
};

/** A microphone that is silent but for what is said: so many seconds of speech at so many milliseconds. */
const speak = (
  socket: DurableSocket,
  scheduler: VirtualTimeScheduler,
  lastingMs: number,
  ...said: readonly (readonly [atMs: number, seconds: number])[]
): void => {
  const pcm = new Int16Array((lastingMs / 1000) * rateHz);
  for (const [atMs, seconds] of said)
    pcm.set(noiseVoice().speak('x'.repeat(Math.round(seconds * 15))) as Int16Array, (atMs / 1000) * rateHz);
  const length = (blockMs * rateHz) / 1000;
  for (let index = 0; index * blockMs < lastingMs; index++)
    scheduler.schedule(
      () => socket.next(inputAudioBufferAppend(pcm.subarray(index * length, (index + 1) * length))),
      index * blockMs,
    );
};

const hasOutput = (items: readonly { readonly type?: string }[]): boolean =>
  items.some(({ type }) => type === 'function_call_output');

/** A conversation, and which of the client's events it is cut at: its sound comes in many that are alike. */
export interface RehearsedConversation {
  readonly it: Rehearsed;
  readonly everyBlock: number;
}

const conversation = (everyBlock: number, it: Rehearsed): RehearsedConversation => ({ everyBlock, it });

/** Conversations to be cut, by what they are. */
export const conversations = {
  'of text with a slow tool': conversation(1, {
    session: { output_modalities: ['text'], tools: functions('book') },
    answers: ({ items, transcript }) => {
      if (transcript.includes('Book'))
        return hasOutput(items) ? [say('You have seat 12 now.')] : [call('book')];
      return [say(`The answer to ${transcript} is plain.`)];
    },
    tools: { book: 300 },
    lastingMs: 12_000,
    user: (socket, scheduler) => {
      scheduler.schedule(() => write(socket, 'One?'), 100);
      scheduler.schedule(() => write(socket, 'Book a seat.'), 2_000);
      scheduler.schedule(() => write(socket, 'Three?'), 5_000);
    },
  }),
  'of text with two tools at once': conversation(1, {
    session: { output_modalities: ['text'], tools: functions('table', 'taxi') },
    answers: ({ items }) => {
      const isDone = (name: string): boolean =>
        items.some((item) => item.type === 'function_call_output' && item.output.startsWith(name));
      const left = ['table', 'taxi'].filter((name) => !isDone(name));
      return left.length > 0 ? left.map((name) => call(name)) : [say('Both are booked.')];
    },
    tools: { table: 100, taxi: 600 },
    lastingMs: 8_000,
    user: (socket, scheduler) => {
      scheduler.schedule(() => write(socket, 'A table and a taxi, please.'), 100);
    },
  }),
  'of speech with a slow tool': conversation(13, {
    session: {
      audio: { input: { transcription: { model: 'whisper-1' } } },
      tools: functions('get_weather'),
    },
    answers: ({ items, transcript }) => {
      if (transcript === 'thanks') return [say('You are welcome, goodbye now.')];
      return hasOutput(items) ? [say('It is sunny in Oslo today.')] : [call('get_weather')];
    },
    tools: { get_weather: 400 },
    simulator: { transcribe: ({ durationMs }) => (durationMs < 2_200 ? 'weather' : 'thanks') },
    lastingMs: 22_000,
    user: (socket, scheduler) => speak(socket, scheduler, 16_000, [1_000, 1], [9_000, 2.5]),
  }),
  'by push to talk': conversation(9, {
    session: { audio: { input: { turn_detection: null, transcription: { model: 'whisper-1' } } } },
    answers: ({ transcript }) => [say(`You said ${transcript}.`)],
    simulator: { transcribe: ({ durationMs }) => (durationMs < 1_500 ? 'one' : 'two') },
    lastingMs: 16_000,
    user: (socket, scheduler) => {
      const press = (atMs: number, seconds: number): void => {
        const pcm = noiseVoice().speak('x'.repeat(seconds * 15)) as Int16Array;
        const length = (blockMs * rateHz) / 1000;
        const blocks = Math.floor(pcm.length / length);
        for (let index = 0; index < blocks; index++)
          scheduler.schedule(
            () => socket.next(inputAudioBufferAppend(pcm.subarray(index * length, (index + 1) * length))),
            atMs + index * blockMs,
          );
        scheduler.schedule(
          () => {
            socket.next(inputAudioBufferCommit());
            socket.next(responseCreate());
          },
          atMs + blocks * blockMs,
        );
      };
      press(500, 1);
      press(6_000, 2);
    },
  }),
};
