import { expect, it } from '@jest/globals';
import * as t from 'io-ts';
import { durableSocket, realtimeSession, tool } from 'rx-realtime';
import type { ConversationSnapshot } from 'rx-realtime';
import { rehearse } from 'rx-realtime/rehearsal';
import type { Application } from 'rx-realtime/rehearsal';
import { call, fact, goingOn, say, simulatedUser } from 'rx-realtime/simulator';
import type { Fault, Utterance } from 'rx-realtime/simulator';
import { mergeMap, timer } from 'rxjs';

// A conversation of many turns, every third with a tool, every seventh interrupted, over a line that drops again and again,
// and once goes over to a new session by itself. `TURNS=400` is an hour of it.

const turns = Number(process.env['TURNS'] ?? 24);
const turnMs = 9_000;
const lastingMs = turns * turnMs + 15_000;
const dropCount = Math.max(2, Math.round((turns * 12) / 400));

const usesTool = (turn: number): boolean => turn % 3 === 0;
/** The user speaks again while the answer to this turn is still to be heard. */
const isInterrupted = (turn: number): boolean => turn % 7 === 5;
const long = 'and then there is much more to say about it than anybody wants to hear, as you will see.';

const utterances = Array.from({ length: turns }, (_, turn): readonly Utterance[] => {
  const atMs = 1_000 + turn * turnMs;
  const question = { atMs, text: `Question ${turn}?` };
  return isInterrupted(turn) ? [question, { atMs: atMs + 4_500, text: 'Stop it now.' }] : [question];
}).flat();

const faults = Array.from({ length: dropCount }, (_, index): Fault => ({
  at: { connection: index + 1, timeMs: Math.floor((lastingMs / dropCount) * 0.8) },
  do: index % 2 === 0 ? 'reset' : 'drop',
}));

/** In the middle, when no drop is near. */
const rotateMs = Math.round(turns / 2) * turnMs;

const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0]);

it('goes on to its end, with every answer heard once', async () => {
  let last: ConversationSnapshot | undefined;
  const run: number[] = [];
  const errors: string[] = [];
  const rotations: string[] = [];
  const look = tool({
    name: 'look',
    description: 'Looks it up.',
    parameters: t.type({ turn: t.number }),
    run: async ({ turn }) => {
      run.push(turn);
      return `found ${turn}`;
    },
  });
  const application: Application = ({ line, ears, mouth, scheduler }) => {
    const assistant = realtimeSession({
      socket: (session) => {
        const durable = durableSocket({ model: 'gpt-realtime-2.1', ...line, session });
        timer(rotateMs, scheduler)
          .pipe(mergeMap(() => durable.rotate()))
          .subscribe(({ state }) => rotations.push(state));
        return durable;
      },
      session: { audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } } },
      ears,
      mouth,
      scheduler,
      tools: [look],
    });
    assistant.conversation$.subscribe((snapshot) => (last = snapshot));
    assistant.errors$.subscribe(({ code, message }) => errors.push(`${code}: ${message}`));
    return assistant;
  };
  const { heard, left } = await rehearse(application, {
    user: simulatedUser(utterances),
    responder: goingOn(({ transcript, functionOutputs }) => {
      if (transcript.startsWith('Stop')) return [say('As you like.')];
      const turn = numberIn(transcript);
      if (usesTool(turn) && functionOutputs.length === 0) return [call('look', { turn })];
      const answer = `Answer ${turn}.`;
      return [
        isInterrupted(turn)
          ? say(`${answer} ${long}`, fact(`turn ${turn}`, answer))
          : say(answer, fact(`turn ${turn}`)),
      ];
    }),
    faults,
    lasting: lastingMs,
  });
  const expected = Array.from({ length: turns }, (_, turn) => turn);
  expect(heard).toEqual(Object.fromEntries(expected.map((turn) => [`turn ${turn}`, 1])));
  expect(run).toEqual(expected.filter(usesTool));
  expect(errors).toEqual([]);
  expect(rotations).toEqual(['rotated']);
  expect(left).toEqual({ timers: 0, sockets: 0 });
  const items = last?.items ?? [];
  const messages = (role: string) => items.filter((item) => item.type === 'message' && item.role === role);
  expect(messages('user')).toHaveLength(utterances.length);
  expect(items.filter(({ type }) => type === 'function_call_output')).toHaveLength(run.length);
}, 600_000);
