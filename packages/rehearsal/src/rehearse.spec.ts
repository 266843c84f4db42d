import { describe, expect, it } from '@jest/globals';
import { appendInputAudio, outputAudio, playback } from '@rx-realtime/audio';
import { conversationItemCreate, responseCreate, userText } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { ofType } from '@rx-realtime/events';
import { reconnect } from '@rx-realtime/reconnection';
import { functionCalls, responses, scheduleResponses } from '@rx-realtime/responses';
import { runTools } from '@rx-realtime/session';
import { call, fact, say, simulatedUser } from '@rx-realtime/simulator';
import type { Fault, Responder } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { interval, share } from 'rxjs';
import type { Application } from './application.ts';
import { rehearse } from './rehearse.ts';
import type { RehearsalError } from './rehearsalError.ts';

/** A voice assistant: it listens, speaks, stops when it is interrupted, and connects again. */
const assistant: Application = ({ line, ears, mouth, scheduler }) => {
  const socket = realtimeSocket(line);
  const live$ = socket.pipe(reconnect({ scheduler }), share());
  const bargeIn$ = live$.pipe(ofType('input_audio_buffer.speech_started'));
  return socket.send(ears.pipe(appendInputAudio()), live$.pipe(outputAudio(), playback(mouth, { bargeIn$ })));
};

const order = { atMs: 1_000, text: 'Where is my order?' };
const onItsWay: Responder = () => [say('It is on its way.', fact('order-42'))];
const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';

/** What a rehearsal fails with. */
const failure = async (rehearsal: Promise<unknown>): Promise<RehearsalError> =>
  rehearsal.then(
    () => {
      throw new Error('nothing went wrong');
    },
    (error: RehearsalError) => error,
  );

describe('rehearse', () => {
  it('tells what was said and heard', async () => {
    const { captions, heard, left, gaps } = await rehearse(assistant, {
      user: simulatedUser([order]),
      responder: onItsWay,
    });
    expect(captions.map(({ who, text, heard: part, status }) => [who, text, part, status])).toEqual([
      ['user', 'Where is my order?', 'Where is my order?', 'completed'],
      ['assistant', 'It is on its way.', 'It is on its way.', 'completed'],
    ]);
    expect(heard).toEqual({ 'order-42': 1 });
    expect(gaps).toEqual([]);
    expect(left).toEqual({ timers: 0, sockets: 0 });
  });

  it('is the same for the same seed', async () => {
    const config = { user: simulatedUser([order]), responder: onItsWay, seed: 7 };
    const [first, again] = [await rehearse(assistant, config), await rehearse(assistant, config)];
    const withoutIds = (text: string) => text.replaceAll(/"(event_id|id)":"event_[^"]*"/g, '');
    expect(withoutIds(JSON.stringify(again.captions))).toBe(withoutIds(JSON.stringify(first.captions)));
    expect(again.events.length).toBe(first.events.length);
  });

  it('counts what was heard, not what was said', async () => {
    const { heard, captions } = await rehearse(assistant, {
      user: simulatedUser([order, { atMs: 5_000, text: 'Stop, please!' }]),
      responder: ({ index }) =>
        index === 0
          ? [say(story, fact('begins', 'Once upon a time'), fact('ends', 'all night long'))]
          : [say('As you like.')],
    });
    expect(heard).toEqual({ begins: 1, ends: 0 });
    const told = captions.find(({ text }) => text === story);
    expect(told?.heard.length).toBeGreaterThan(20);
    expect(story.startsWith(told?.heard ?? '-')).toBe(true);
    expect(told?.heard.length).toBeLessThan(story.length);
  });

  it('lets the user answer to what was heard', async () => {
    const { captions } = await rehearse(assistant, {
      user: simulatedUser([order, { after: 'answer', text: 'Thank you very much.' }]),
      responder: ({ index }) => [say(index === 0 ? 'It is on its way.' : 'You are welcome.')],
    });
    expect(captions.map(({ text }) => text)).toEqual([
      'Where is my order?',
      'It is on its way.',
      'Thank you very much.',
      'You are welcome.',
    ]);
  });

  it('tells when nobody was connected, and what became of what was said then', async () => {
    const faults: Fault[] = [{ at: { connection: 1, timeMs: 1_500 }, do: 'reset' }];
    const { gaps, captions, left } = await rehearse(assistant, {
      user: simulatedUser([order]),
      responder: onItsWay,
      faults,
    });
    expect(gaps.map(({ of }) => of)).toContain('line');
    expect(captions[0]?.heard.length).toBeLessThan(order.text.length);
    expect(left).toEqual({ timers: 0, sockets: 0 });
  });

  it('tells which tools were run, and what they answered', async () => {
    const withTools: Application = ({ line, scheduler }) => {
      const socket = realtimeSocket({
        ...line,
        session: {
          output_modalities: ['text'],
          tools: [{ type: 'function', name: 'get_order', parameters: { type: 'object' } }],
        },
      });
      const live$ = socket.pipe(share());
      const hands$ = live$.pipe(
        responses(),
        functionCalls({ get_order: t.type({ id: t.number }) }),
        runTools({ get_order: async ({ id }) => Promise.resolve(`order ${id}`) }, { scheduler }),
        scheduleResponses(live$),
      );
      const running = socket.send(hands$);
      socket.next(conversationItemCreate(userText('Where is my order?')));
      socket.next(responseCreate());
      return running;
    };
    const { tools, heard, captions } = await rehearse(withTools, {
      responder: ({ functionOutputs }) =>
        functionOutputs.length > 0 ? [say('On its way.', fact('order-42'))] : [call('get_order', { id: 42 })],
    });
    expect(tools).toMatchObject([{ name: 'get_order', arguments: '{"id":42}', outputs: ['order 42'] }]);
    expect(heard).toEqual({ 'order-42': 1 });
    expect(captions.map(({ who, text }) => [who, text])).toEqual([
      ['user', 'Where is my order?'],
      ['assistant', 'On its way.'],
    ]);
  });

  it('finds an application that answers twice after a drop, and says so in a line', async () => {
    /** Asks again in every new session, whether or not the answer had been heard. */
    const forgetful: Application = ({ line, mouth, scheduler }) => {
      const socket = realtimeSocket(line);
      const live$ = socket.pipe(reconnect({ scheduler }), share());
      const running = socket.send(live$.pipe(outputAudio(), playback(mouth)));
      running.add(
        live$.pipe(ofType('session.created')).subscribe(() => {
          socket.next(conversationItemCreate(userText('Where is my order?')));
          socket.next(responseCreate());
        }),
      );
      return running;
    };
    const config = { responder: onItsWay, facts: { 'order-42': 1 }, seed: 3 };
    await rehearse(forgetful, config);
    const faults: Fault[] = [{ at: { connection: 1, timeMs: 20_000 }, do: 'drop' }];
    const { message } = await failure(rehearse(forgetful, { ...config, faults }));
    expect(message).toMatch(
      /^order-42 was heard 2 times and should be heard once \(seed 3; at \d+\.\d s, assistant: It is on its way\.\)$/,
    );
  });

  it('tells what a check finds, with the seed and the line', async () => {
    const error = await failure(
      rehearse(assistant, {
        user: simulatedUser([order]),
        responder: onItsWay,
        seed: 5,
        check: ({ captions }) => expect(captions).toHaveLength(3),
      }),
    );
    expect(error.code).toBe('check_failed');
    expect(error.message).toMatch(/\(seed 5; at .* s, assistant: It is on its way\.\)$/);
    expect(error.cause).toBeInstanceOf(Error);
  });

  it('tells of an application that throws', async () => {
    const broken: Application = ({ scheduler }) =>
      scheduler.schedule(() => {
        throw new TypeError('no such thing');
      }, 100);
    const error = await failure(rehearse(broken));
    expect(error).toMatchObject({ code: 'application_failed', line: undefined });
    expect(error.message).toContain('no such thing');
  });

  it('counts what is left behind', async () => {
    const careless: Application = ({ line, scheduler }) => {
      realtimeSocket(line).subscribe();
      interval(1_000, scheduler).subscribe();
    };
    const { left } = await rehearse(careless, { lasting: '2s' });
    expect(left.sockets).toBe(1);
    expect(left.timers).toBeGreaterThan(0);
  });

  it.each(['5 minutes', 0, '-1s'])('refuses to last %s', async (lasting) => {
    const wrong = { lasting } as { lasting: number };
    await expect(rehearse(assistant, wrong)).rejects.toThrow(RangeError);
  });

  it('goes on through silence', async () => {
    const { events } = await rehearse(assistant, { lasting: '10m' });
    expect(events.filter(({ event }) => event['type'] === 'input_audio_buffer.append')).toHaveLength(15_000);
  });
});
