import { describe, expect, it } from '@jest/globals';
import { memoryLedger } from '@rx-realtime/reconnection';
import { say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { wordsToSay } from '../src/index.ts';
import { play } from '../test/play.ts';

const polite: Responder = ({ instructions, transcript }) => [
  say(wordsToSay(instructions) ?? (transcript === '' ? instructions : `You said: ${transcript}`)),
];

describe('greeting', () => {
  it('is heard within 300 ms after the session is ready, before the user speaks', async () => {
    const { assistant, pass, heardAt, lines, received, readyMs, codes } = play({
      greeting: 'Hello, this is the pizzeria.',
      responder: polite,
      utterances: [{ atMs: 4_000, text: 'A margherita, please.' }],
    });
    assistant.connect();
    await pass(9_000);
    const firstMs = heardAt.find(({ isLoud }) => isLoud)?.atMs ?? Number.POSITIVE_INFINITY;
    expect(firstMs - readyMs()).toBeLessThanOrEqual(300);
    expect(received.indexOf('response.created')).toBeLessThan(
      received.indexOf('input_audio_buffer.speech_started'),
    );
    expect(lines().map(([who, text]) => [who, text])).toEqual([
      ['assistant', 'Hello, this is the pizzeria.'],
      ['user', 'A margherita, please.'],
      ['assistant', 'You said: A margherita, please.'],
    ]);
    expect(codes()).toEqual([]);
  });

  it('may be left to the model', async () => {
    const { assistant, pass, lines } = play({
      greeting: { instructions: 'Greet the caller.' },
      responder: polite,
    });
    assistant.connect();
    await pass(4_000);
    expect(lines().map(([, text]) => text)).toEqual(['Greet the caller.']);
  });

  it('is said once, although the line drops', async () => {
    const { assistant, pass, lines } = play({
      isDurable: true,
      greeting: 'Hello.',
      responder: polite,
      faults: [{ at: { connection: 1, timeMs: 4_000 }, do: 'reset' }],
    });
    assistant.connect();
    await pass(10_000);
    expect(lines().map(([, text]) => text)).toEqual(['Hello.']);
  });

  it('is said once, although the session rotates', async () => {
    const { assistant, pass, lines, durable } = play({
      isDurable: true,
      greeting: 'Hello.',
      responder: polite,
    });
    assistant.connect();
    await pass(4_000);
    durable()?.rotate().subscribe();
    await pass(6_000);
    expect(lines().map(([, text]) => text)).toEqual(['Hello.']);
  });

  it('is not said by who takes a conversation over', async () => {
    const ledger = memoryLedger();
    const config = { isDurable: true, greeting: 'Hello.', responder: polite, ledger } as const;
    const first = play(config);
    const connection = first.assistant.connect();
    await first.pass(4_000);
    connection.unsubscribe();
    const second = play(config);
    second.assistant.connect();
    await second.pass(6_000);
    expect(second.lines().map(([, text]) => text)).toEqual(['Hello.']);
    expect(second.types()).not.toContain('response.create');
  });
});
