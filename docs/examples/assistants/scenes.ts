import type { UserMessageItem } from '@rx-realtime/codecs';
import { call, goingOn, say } from 'rx-realtime/simulator';
import type { Fault, Responder } from 'rx-realtime/simulator';
import { Subject, firstValueFrom } from 'rxjs';
import { loopTurns, stage } from './stage.ts';
import type { Point, StageConfig } from './stage.ts';
import type { RunningAssistant, Surroundings } from './surroundings.ts';

export type Start = (surroundings: Surroundings) => RunningAssistant;

/** The session has its tools. */
const opened = (connection = 1): Point => ({
  type: 'session.updated',
  connection,
  where: ({ session }) => JSON.stringify(session).includes('get_weather'),
});
const answered = (count: number, connection = 1): Point => ({ type: 'response.done', count, connection });
const mentions =
  (words: string) =>
  (event: Readonly<Record<string, unknown>>): boolean =>
    JSON.stringify(event).includes(words);
/** Enough turns for what is on its way. */
const aWhile = 200;

const open = async (start: Start, config: StageConfig) => {
  const set = await stage(start, config);
  await set.seen(opened());
  await loopTurns(aWhile);
  return set;
};

const clock: Responder = goingOn(({ functionOutputs }) =>
  functionOutputs.length > 0
    ? [say(`It is ${functionOutputs.map(({ output }) => output).join(' and ')}.`)]
    : [call('get_time', { city: 'London' })],
);

/** It is asked aloud. */
export const asksAloud = async (start: Start): Promise<string> => {
  const { assistant, speak, play, seen, stop } = await open(start, { responder: clock });
  await speak();
  await seen(answered(2));
  await loopTurns(aWhile);
  play(60_000);
  await loopTurns(aWhile);
  await stop();
  return assistant.lines().join('; ');
};

/** Two tools, one of which takes longer. */
export const twoTools = async (start: Start): Promise<string> => {
  const weather = new Subject<string>();
  const { assistant, seen, events, stop } = await open(start, {
    responder: goingOn(({ functionOutputs }) =>
      functionOutputs.length > 0
        ? [say(`It is ${functionOutputs.map(({ output }) => output).join(' and ')}.`)]
        : [call('get_time', { city: 'London' }), call('get_weather', { city: 'London' })],
    ),
    getWeather: () => firstValueFrom(weather),
  });
  void assistant.ask('How is London?');
  await seen(answered(1));
  await loopTurns(aWhile);
  weather.next('sunny');
  await seen({ from: 'client', type: 'conversation.item.create', where: mentions('sunny') });
  await seen({ type: 'response.done', where: mentions('sunny') });
  await loopTurns(aWhile);
  await stop();
  const answers = events().filter(
    ({ from, event }) => from === 'client' && event['type'] === 'response.create',
  );
  // The first was the question.
  return answers.length === 2 ? 'one answer, with both' : `${answers.length - 1} answers`;
};

/** The events of a call come twice. */
export const toldTwice = async (start: Start): Promise<string> => {
  let runs = 0;
  const doubled = ['response.function_call_arguments.done', 'response.output_item.done', 'response.done'];
  const { assistant, seen, stop } = await open(start, {
    responder: clock,
    faults: doubled.map((event): Fault => ({ at: { event }, do: 'duplicate' })),
    getTime: async () => `noon, for the ${(runs += 1)}. time`,
  });
  void assistant.ask('What time is it?');
  await seen({ type: 'response.output_audio.done' });
  await loopTurns(aWhile);
  await stop();
  return runs === 1 ? 'runs once' : `runs ${runs} times`;
};

/** A tool throws. */
export const throws = async (start: Start): Promise<string> => {
  const { assistant, seen, stop } = await open(start, {
    responder: clock,
    getTime: () => Promise.reject(new Error('no clock')),
  });
  void assistant.ask('What time is it?');
  await seen({ from: 'client', type: 'conversation.item.create', where: mentions('"function_call_output"') });
  await seen(answered(2));
  await stop();
  return 'the model is told';
};

/** A voice interrupts an answer that has been playing for 400 ms, a second after its sound came. */
export const interrupts = async (
  start: Start,
  passMs: (ms: number) => void,
): Promise<{ readonly cut: string; readonly shown: string }> => {
  const story = 'Once upon a time there was a pizza that nobody had ordered, and it was cold.';
  const { assistant, seen, play, speak, stop } = await open(start, { responder: () => [say(story)] });
  void assistant.ask('Tell me a story.');
  await seen(answered(1));
  await loopTurns(aWhile);
  play(400);
  passMs(1_000);
  void speak();
  const { event } = await seen({ from: 'client', type: 'conversation.item.truncate' });
  await seen({ type: 'conversation.item.truncated' });
  await loopTurns(aWhile);
  await stop();
  const isWhole = assistant.lines().some((line) => line.endsWith('cold.'));
  return {
    cut: `cut at ${Number(event['audio_end_ms']).toLocaleString('en')} ms`,
    shown: isWhole ? 'shown' : 'not shown',
  };
};

/** A service whose line drops in the middle of its first answer, and the questions that it knew at each answer after that. */
const dropping = async (start: Start) => {
  const known: (readonly string[])[] = [];
  const set = await open(start, {
    responder: goingOn(({ items }) => {
      const questions = items.flatMap((item) =>
        item.type === 'message' && item.role === 'user' ? [textOf(item.content)] : [],
      );
      known.push(questions);
      return [say(`This is the answer to ${questions.at(-1)}, and of some length.`)];
    }),
    faults: [{ at: { connection: 1, event: 'response.output_audio.delta', count: 3 }, do: 'reset' }],
  });
  await set.assistant.ask('the first');
  await set.ended();
  await loopTurns(aWhile);
  return { ...set, known: () => known.slice(1) };
};

/** The line drops in an answer; the user asks while it is down. */
export const dropsAndIsAsked = async (start: Start): Promise<string> => {
  const { assistant, seen, silent, known, stop } = await dropping(start);
  const isUp = await asks(assistant, 'the second');
  if (isUp) {
    await seen(opened(2));
    await silent(2);
  }
  await stop();
  return known().at(-1)?.includes('the second') ? 'answered' : 'lost';
};

/** The line drops in an answer; the user asks when it is up again, if it ever is. */
export const drops = async (
  start: Start,
  comesBack: boolean,
): Promise<{ readonly cut: string; readonly after: string }> => {
  const { assistant, seen, silent, known, play, stop } = await dropping(start);
  if (comesBack) {
    await seen(opened(2));
    await silent(2);
    await assistant.ask('the second');
    await silent(2);
    play(60_000);
    await loopTurns(aWhile);
  }
  await stop();
  const isWhole = assistant.lines().some((line) => line.includes('the first, and of some length.'));
  const last = known().at(-1) ?? [];
  return {
    cut: isWhole ? 'the rest is said' : 'stays cut',
    after: last.includes('the first')
      ? 'answered, knowing what was said before'
      : last.includes('the second')
        ? 'answered, without what was said before'
        : 'lost',
  };
};

const textOf = (content: UserMessageItem['content']): string =>
  content.map((part) => ('text' in part ? String(part.text) : '')).join('');

/** Whether a question could be sent. */
const asks = (assistant: RunningAssistant, question: string): Promise<boolean> =>
  assistant.ask(question).then(
    () => true,
    () => false,
  );

/** The line drops while a tool runs. */
export const dropsInTool = async (start: Start): Promise<string> => {
  const time = new Subject<string>();
  const { assistant, seen, ended, stop } = await open(start, {
    responder: clock,
    faults: [{ at: { connection: 1, event: 'rate_limits.updated' }, do: 'reset' }],
    getTime: () => firstValueFrom(time),
  });
  void assistant.ask('What time is it?');
  await ended();
  await loopTurns(aWhile);
  const isUp = await asks(assistant, 'Hello?');
  if (isUp) {
    await seen(opened(2));
    await loopTurns(aWhile);
  }
  time.next('noon');
  const isUsed = isUp
    ? await Promise.race([
        seen({ type: 'response.output_audio_transcript.done', connection: 2, where: mentions('noon') }).then(
          () => true,
        ),
        seen({ type: 'error', connection: 2 }).then(() => false),
      ])
    : false;
  await stop();
  return isUsed ? 'its result is used' : 'its result is lost';
};
