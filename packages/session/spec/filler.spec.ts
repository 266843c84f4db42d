import { describe, expect, it } from '@jest/globals';
import { call, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { Subject } from 'rxjs';
import { tool, wordsToSay } from '../src/index.ts';
import { outputsIn, play } from '../test/play.ts';
import type { PlayConfig } from '../test/play.ts';

const filler = 'One moment, please.';

const clerk: Responder = ({ instructions, functionOutputs, transcript }) => {
  const words = wordsToSay(instructions);
  if (words !== undefined) return [say(words)];
  if (functionOutputs.length > 0) return [say(`It is ${functionOutputs[0]?.output}.`)];
  return transcript.startsWith('Where') ? [call('find')] : [say(`You said: ${transcript}`)];
};

/** A session with a tool that is done when it is told to be. */
const playWith = (config: PlayConfig = {}) => {
  const result$ = new Subject<string>();
  const find = tool({
    name: 'find',
    description: 'Finds an order.',
    parameters: t.type({}),
    filler,
    timeoutMs: 60_000,
    run: () => result$,
  });
  const played = play({ responder: clerk, tools: [find], ...config });
  let calledMs = Number.NaN;
  played.simulator.events$.subscribe(({ event }) => {
    if (JSON.stringify(event).includes('"function_call"') && event['type'] === 'response.output_item.done')
      calledMs = played.time.now();
  });
  const finish = () => {
    result$.next('on its way');
    result$.complete();
  };
  const texts = () => played.lines().map(([, text]) => text);
  return { ...played, finish, texts, calledMs: () => calledMs };
};

describe('a tool with a filler', () => {
  it('is heard of within a second, and its result comes afterwards', async () => {
    const { assistant, pass, heardAt, texts, calledMs, finish, codes } = playWith();
    assistant.connect();
    let answer = '';
    assistant.ask('Where is my order?').subscribe(({ transcript }) => (answer = transcript));
    await pass(3_000);
    const firstMs = heardAt.find(({ isLoud }) => isLoud)?.atMs ?? Number.POSITIVE_INFINITY;
    expect(firstMs - calledMs()).toBeLessThanOrEqual(1_000);
    expect(firstMs - calledMs()).toBeGreaterThan(600);
    expect(texts()).toEqual(['Where is my order?', filler]);
    finish();
    await pass(4_000);
    expect(texts()).toEqual(['Where is my order?', filler, 'It is on its way.']);
    expect(answer).toBe('It is on its way.');
    expect(codes()).toEqual([]);
  });

  it('says nothing when the result is quick', async () => {
    const { assistant, pass, texts, finish, types } = playWith();
    assistant.connect();
    assistant.ask('Where is my order?');
    await pass(600);
    finish();
    await pass(4_000);
    expect(texts()).toEqual(['Where is my order?', 'It is on its way.']);
    expect(types().filter((type) => type === 'response.create')).toHaveLength(2);
  });

  it('does not cut the filler off by its result', async () => {
    const { assistant, pass, finish, heardAt, lines } = playWith();
    assistant.connect();
    assistant.ask('Where is my order?');
    await pass(1_200);
    finish();
    await pass(6_000);
    expect(lines().map(([, , heard, status]) => [heard, status])).toEqual([
      ['Where is my order?', 'completed'],
      [filler, 'completed'],
      ['It is on its way.', 'completed'],
    ]);
    expect(heardAt.some(({ isLoud }) => isLoud)).toBe(true);
  });

  it('lets the user speak and be answered for 30 s, and then tells the result once', async () => {
    const { assistant, pass, finish, texts, sent, turns, codes } = playWith({
      utterances: [
        { atMs: 500, text: 'Where is my order?' },
        { atMs: 8_000, text: 'Do you have pizza?' },
        { atMs: 16_000, text: 'Is it good?' },
      ],
    });
    assistant.connect();
    await pass(32_000);
    expect(texts()).toEqual([
      'Where is my order?',
      filler,
      'Do you have pizza?',
      'You said: Do you have pizza?',
      'Is it good?',
      'You said: Is it good?',
    ]);
    expect(outputsIn(sent)).toEqual([]);
    finish();
    await pass(10_000);
    expect(texts().filter((text) => text === 'It is on its way.')).toHaveLength(1);
    expect(outputsIn(sent)).toEqual(['on its way']);
    expect(turns()).toHaveLength(3);
    expect(codes()).toEqual([]);
  });

  it('waits with the result until the user has spoken and was answered', async () => {
    const { assistant, pass, finish, texts, sent, time } = playWith({
      utterances: [
        { atMs: 500, text: 'Where is my order?' },
        { atMs: 8_000, text: 'Do you have pizza with everything on it?' },
      ],
    });
    assistant.connect();
    await pass(8_600);
    finish();
    await pass(12_000);
    expect(texts().slice(2)).toEqual([
      'Do you have pizza with everything on it?',
      'You said: Do you have pizza with everything on it?',
      'It is on its way.',
    ]);
    expect(outputsIn(sent)).toEqual(['on its way']);
    expect(time.now()).toBeGreaterThan(20_000);
  });
});
