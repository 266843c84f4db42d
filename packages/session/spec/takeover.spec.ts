import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '@rx-realtime/reconnection';
import type { LedgerStore } from '@rx-realtime/reconnection';
import { call, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { NEVER, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { tool } from '../src/index.ts';
import { outputsIn, play } from '../test/play.ts';

const story = 'Once upon a time there was a robot that wanted to sing all day and all night long.';

describe('a session that takes over', () => {
  it('knows what was heard of the last answer, and not what was received', async () => {
    const ledger = memoryLedger();
    const config = { isDurable: true, ledger, responder: () => [say(story)] } as const;
    const first = play(config);
    const connection = first.assistant.connect();
    first.assistant.ask('Tell me a story.');
    await first.pass(2_500);
    expect(first.received).toContain('response.done');
    expect(first.lines().at(-1)?.[1]).toBe(story);
    const heard = first.lines().at(-1)?.[2] ?? '';
    expect(heard.length).toBeGreaterThan(5);
    connection.unsubscribe();
    const second = play(config);
    second.assistant.connect();
    await second.pass(2_000);
    expect(second.lines().map(([who, text]) => [who, text])).toEqual([
      ['user', 'Tell me a story.'],
      ['assistant', heard],
    ]);
  });

  /** Asks for the time, and says what it was told. */
  const clock: Responder = ({ functionOutputs }) =>
    functionOutputs.length > 0 ? [say(`It is ${functionOutputs[0]?.output}.`)] : [call('get_time')];

  /** One process after the other, each with a tool of its own. */
  const processes = (ledger: LedgerStore = memoryLedger()) => {
    const runs: string[] = [];
    return {
      runs,
      begin: (idempotent: boolean, run: () => Observable<string>, store = ledger) => {
        const played = play({
          isDurable: true,
          ledger: store,
          responder: clock,
          tools: [
            tool({
              name: 'get_time',
              description: 'The time.',
              parameters: t.type({}),
              idempotent,
              run: (_, { callId }) => {
                runs.push(callId);
                return run();
              },
            }),
          ],
        });
        const connection = played.assistant.connect();
        return { ...played, end: () => connection.unsubscribe() };
      },
    };
  };

  it('runs a tool again that may run twice, with the id of its call as key', async () => {
    const { runs, begin } = processes();
    const first = begin(true, () => NEVER);
    first.assistant.ask('What time is it?');
    await first.pass(2_000);
    expect(runs).toHaveLength(1);
    first.end();
    const second = begin(true, () => of('noon'));
    await second.pass(4_000);
    expect(runs).toEqual([runs[0], runs[0]]);
    expect(second.lines().map(([, text]) => text)).toEqual(['What time is it?', 'It is noon.']);
    expect(second.types().filter((type) => type === 'response.create')).toHaveLength(1);
    second.end();
    const third = begin(true, () => of('midnight'));
    await third.pass(4_000);
    expect(runs).toHaveLength(2);
    expect(third.types()).not.toContain('response.create');
    expect([...second.errors, ...third.errors]).toEqual([]);
  });

  it('runs no other tool again: its outcome is unknown, and the model is told', async () => {
    const { runs, begin } = processes();
    const first = begin(false, () => NEVER);
    first.assistant.ask('What time is it?');
    await first.pass(2_000);
    first.end();
    const second = begin(false, () => of('noon'));
    await second.pass(4_000);
    expect(runs).toHaveLength(1);
    expect(outputsIn(second.sent)).toEqual(['outcome unknown']);
    expect(second.lines().map(([, text]) => text)).toEqual(['What time is it?', 'It is outcome unknown.']);
    expect(second.errors).toEqual([]);
  });

  it('runs a tool once that nobody had begun to run', async () => {
    const ledger = memoryLedger();
    // The claim is never durable.
    const slow: LedgerStore = {
      ...ledger,
      append: (entries) => (entries.some(({ type }) => type === 'claimed') ? NEVER : ledger.append(entries)),
    };
    const { runs, begin } = processes(ledger);
    const first = begin(false, () => of('never'), slow);
    first.assistant.ask('What time is it?');
    await first.pass(2_000);
    expect(runs).toEqual([]);
    first.end();
    const second = begin(false, () => of('noon'));
    await second.pass(4_000);
    expect(runs).toHaveLength(1);
    expect(second.lines().at(-1)?.[1]).toBe('It is noon.');
    expect(outputsIn(second.sent)).toEqual(['noon']);
  });

  it('runs nothing again when another session takes over in the same process', async () => {
    const { runs, begin } = processes();
    const first = begin(true, () => NEVER);
    first.assistant.ask('What time is it?');
    await first.pass(2_000);
    first.durable()?.rotate();
    await first.pass(70_000);
    expect(first.durable()).toBeDefined();
    expect(runs).toHaveLength(1);
  });
});
