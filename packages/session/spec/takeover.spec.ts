import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '@rx-realtime/reconnection';
import { say } from '@rx-realtime/simulator';
import { play } from '../test/play.ts';

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
});
