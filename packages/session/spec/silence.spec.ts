import { describe, expect, it } from '@jest/globals';
import { call, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { Subject } from 'rxjs';
import { tool, wordsToSay } from '../src/index.ts';
import { play } from '../test/play.ts';

const host: Responder = ({ instructions, transcript, functionOutputs }) => {
  const words = wordsToSay(instructions);
  if (words !== undefined) return [say(words)];
  if (instructions.startsWith('Ask')) return [say('Hello? Is somebody there?')];
  if (functionOutputs.length === 0 && transcript.startsWith('Find')) return [call('find')];
  return [say(`You said: ${transcript}`)];
};

describe('silence', () => {
  it('asks, says goodbye and ends, each after its time', async () => {
    const { assistant, pass, heardAt, lines, codes, completed, time } = play({
      responder: host,
      silence: [
        { afterMs: 5_000, response: { instructions: 'Ask whether somebody is there.' } },
        { afterMs: 8_000, say: 'Goodbye.', close: true },
      ],
    });
    assistant.connect();
    await pass(4_900);
    expect(heardAt).toEqual([]);
    await pass(400);
    expect(heardAt.length).toBeGreaterThan(0);
    await pass(3_000);
    expect(lines().map(([, text]) => text)).toEqual(['Hello? Is somebody there?']);
    const saidUntilMs = heardAt.at(-1)?.atMs ?? 0;
    await pass(saidUntilMs + 7_900 - time.now());
    expect(lines()).toHaveLength(1);
    await pass(4_000);
    expect(lines().map(([, , heard]) => heard)).toEqual(['Hello? Is somebody there?', 'Goodbye.']);
    expect(completed).toContain('status$');
    expect(time.pending).toBe(0);
    expect(codes()).toEqual([]);
  });

  it('begins anew when the user has spoken', async () => {
    const { assistant, pass, lines } = play({
      responder: host,
      silence: [{ afterMs: 4_000, say: 'Are you there?' }],
      utterances: [{ atMs: 7_000, text: 'Yes, I am.' }],
    });
    assistant.connect();
    await pass(20_000);
    expect(lines().map(([who, text]) => [who, text])).toEqual([
      ['assistant', 'Are you there?'],
      ['user', 'Yes, I am.'],
      ['assistant', 'You said: Yes, I am.'],
      ['assistant', 'Are you there?'],
    ]);
  });

  it('is no silence while a tool runs', async () => {
    const result$ = new Subject<string>();
    const { assistant, pass, lines } = play({
      responder: host,
      silence: [{ afterMs: 4_000, say: 'Are you there?' }],
      tools: [tool({ name: 'find', description: '', parameters: t.type({}), run: () => result$ })],
    });
    assistant.connect();
    assistant.ask('Find it.');
    await pass(15_000);
    expect(lines().map(([, text]) => text)).toEqual(['Find it.']);
    result$.complete();
    await pass(12_000);
    expect(lines().at(-1)?.[1]).toBe('Are you there?');
  });

  it('is no silence while the line is down', async () => {
    const { assistant, pass, lines, sent, simulator, time } = play({
      isDurable: true,
      responder: host,
      silence: [{ afterMs: 4_000, say: 'Are you there?' }],
      faults: [
        { at: { connection: 1, timeMs: 2_000 }, do: 'reset' },
        { at: { connection: 2 }, do: 'noAnswer' },
      ],
    });
    const readyMs: number[] = [];
    simulator.events$.subscribe(({ event }) => {
      if (event['type'] === 'session.created') readyMs.push(time.now());
    });
    assistant.connect();
    await pass(30_000);
    const askedMs = sent.filter(({ event }) => event.type === 'response.create').map(({ atMs }) => atMs);
    expect(readyMs).toHaveLength(2);
    expect(askedMs).toEqual([(readyMs[1] ?? 0) + 4_000]);
    expect(lines().map(([, text]) => text)).toEqual(['Are you there?']);
  });
});
