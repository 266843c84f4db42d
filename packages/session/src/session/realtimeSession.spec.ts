import { afterAll, describe, expect, it } from '@jest/globals';
import { userImage } from '@rx-realtime/codecs';
import type { Pcm16 } from '@rx-realtime/pcm';
import { durableSocket } from '@rx-realtime/reconnection';
import { call, fail, say, startSimulator, wait } from '@rx-realtime/simulator';
import * as t from 'io-ts';
import { firstValueFrom, lastValueFrom, NEVER, of, Subject, throwError, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { outputsIn, play } from '../../test/play.ts';
import { tool } from '../tools/tool.ts';
import { realtimeSession } from './realtimeSession.ts';
import { isSessionError } from './sessionError.ts';

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';
describe('realtimeSession', () => {
  it('listens, answers aloud, and shows what was said and heard', async () => {
    const { assistant, pass, lines, codes, turns, opened, types } = play({
      utterances: [{ atMs: 500, text: 'Where is my order?' }],
      instructions: 'Be brief.',
    });
    assistant.connect();
    assistant.connect();
    await pass(9_000);
    expect(opened()).toBe(1);
    expect(codes()).toEqual([]);
    expect(types()).toEqual(['session.update']);
    const answer = 'You said: Where is my order?';
    expect(lines()).toEqual([
      ['user', 'Where is my order?', 'Where is my order?', 'completed'],
      ['assistant', answer, answer, 'completed'],
    ]);
    const [turn] = turns();
    expect(turn).toMatchObject({ phase: 'answered', transcript: 'Where is my order?', isInterrupted: false });
    expect(turn?.startMs).toBeLessThan(600);
    expect(turn?.endMs).toBeGreaterThan(1_500);
    expect(turn?.latency?.speechStoppedToFirstAudioMs).toBeGreaterThan(0);
    expect(await firstValueFrom(assistant.usage$)).toMatchObject({ billed: { kind: expect.anything() } });
    await firstValueFrom(assistant.conversation$);
  });

  it('tells the service instructions, tools and the rest in one update', async () => {
    const add = tool({ name: 'add', description: 'Adds.', parameters: t.type({}), run: () => 3 });
    const { assistant, pass, sent } = play({
      instructions: 'Be brief.',
      tools: [add],
      session: { output_modalities: ['text'] },
    });
    assistant.connect();
    await pass(500);
    const updates = sent.filter(({ event }) => event.type === 'session.update');
    expect(updates).toHaveLength(1);
    expect(updates[0]?.event).toMatchObject({
      session: {
        instructions: 'Be brief.',
        output_modalities: ['text'],
        tools: [{ type: 'function', name: 'add' }],
      },
    });
  });

  it('tells once of sound that the service codes otherwise than it was asked to', async () => {
    const lift = (event: unknown) => {
      const { type, session, ...rest } = event as { readonly type: string; readonly session: object };
      const format = { type: 'audio/pcm', rate: 16_000 };
      return type === 'session.updated'
        ? [{ type, ...rest, session: { ...session, audio: { input: { format } } } }]
        : [event];
    };
    const { assistant, pass, errors } = play({ dialect: { lift } });
    assistant.connect();
    await pass(500);
    assistant.update({ instructions: 'Be brief.' });
    await pass(500);
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['format_differs', 'sound is audio/pcm 16000, audio/pcm 24000, not audio/pcm 24000, audio/pcm 24000'],
    ]);
  });

  it('is silent at once when the user speaks, and cuts where it was heard', async () => {
    const { assistant, pass, lines, turns, time, sent, received, heardAt, simulator, codes } = play({
      utterances: [
        { atMs: 500, text: 'Tell me a story.' },
        { atMs: 5_000, text: 'Stop, please.' },
      ],
      responder: ({ index }) => [say(index === 0 ? story : 'As you like.')],
    });
    let startedMs = 0;
    simulator.events$.subscribe(({ from, event }) => {
      if (from === 'server' && event['type'] === 'input_audio_buffer.speech_started') startedMs = time.now();
    });
    assistant.connect();
    await pass(5_600);
    expect(startedMs).toBeGreaterThan(5_000);
    const soundAfter = heardAt.filter(({ atMs, isLoud }) => isLoud && atMs > startedMs + 20);
    expect(soundAfter).toEqual([]);
    await pass(6_000);
    const cut = sent.find(({ event }) => event.type === 'conversation.item.truncate');
    expect(cut?.atMs).toBeLessThanOrEqual(startedMs + 20);
    expect(received).toContain('conversation.item.truncated');
    const [, told] = lines();
    expect(told?.[1]).toBe(story);
    expect(told?.[3]).toBe('interrupted');
    expect(story.startsWith(`${told?.[2]}`)).toBe(true);
    expect(`${told?.[2]}`.length).toBeGreaterThan(10);
    expect(`${told?.[2]}`.length).toBeLessThan(story.length - 10);
    expect(turns().map(({ isInterrupted }) => isInterrupted)).toEqual([true, false]);
    expect(codes()).toEqual([]);
  });

  it('is not interrupted by speech where the session says so', async () => {
    const { assistant, pass, sent, lines } = play({
      utterances: [
        { atMs: 500, text: 'Tell me a story.' },
        { atMs: 5_000, text: 'Mhm.' },
      ],
      responder: ({ index }) => [say(index === 0 ? story : 'Yes.')],
      session: {
        audio: {
          input: { turn_detection: { type: 'server_vad', interrupt_response: false, create_response: true } },
        },
      },
    });
    assistant.connect();
    await pass(8_000);
    expect(sent.map(({ event }) => event.type)).not.toContain('conversation.item.truncate');
    expect(lines()[1]?.[3]).not.toBe('interrupted');
  });

  it('takes text and images beside speech, and answers each question by itself', async () => {
    const { assistant, pass, codes, turns, sent } = play({
      responder: ({ transcript, items }) => {
        const asked = items.filter((item) => JSON.stringify(item).includes(transcript)).at(-1);
        return [say(JSON.stringify(asked).includes(pixel) ? 'I see a pixel.' : `You said: ${transcript}`)];
      },
    });
    assistant.connect();
    const answers: string[] = [];
    assistant.add('My name is Ada.', userImage(pixel));
    assistant.ask('Hello').subscribe(({ transcript }) => answers.push(transcript));
    assistant
      .ask(['What is this?', userImage(pixel)])
      .subscribe(({ transcript }) => answers.push(transcript));
    await pass(9_000);
    expect(answers).toEqual(['You said: Hello', 'I see a pixel.']);
    expect(codes()).toEqual([]);
    expect(turns().length).toBeGreaterThanOrEqual(3);
    const items = sent.flatMap(({ event }) =>
      event.type === 'conversation.item.create' ? [event.item] : [],
    );
    expect(items.at(-1)).toMatchObject({
      role: 'user',
      content: [
        { type: 'input_text', text: 'What is this?' },
        { type: 'input_image', image_url: pixel },
      ],
    });
  });

  it('runs two tools of different speed, and answers once with both results', async () => {
    const time$ = new Subject<number>();
    const tools = [
      tool({ name: 'fast', description: '', parameters: t.type({}), run: () => 1 }),
      tool({ name: 'slow', description: '', parameters: t.type({}), run: () => time$ }),
    ];
    const { assistant, pass, sent, received, codes, turns } = play({
      tools,
      responder: ({ functionOutputs }) =>
        functionOutputs.length > 0
          ? [say(functionOutputs.map(({ output }) => output).join(' and '))]
          : [say('One moment.'), call('fast'), call('slow')],
    });
    assistant.connect();
    let answer = '';
    assistant.ask('How much is it?').subscribe(({ transcript }) => (answer = transcript));
    await pass(3_000);
    expect(outputsIn(sent)).toEqual(['1']);
    expect(turns()[0]).toMatchObject({ phase: 'waiting' });
    time$.next(2);
    time$.complete();
    await pass(3_000);
    expect(outputsIn(sent)).toEqual(['1', '2']);
    expect(answer).toBe('1 and 2');
    expect(received.filter((type) => type === 'response.created')).toHaveLength(2);
    expect(turns()[0]?.calls.map(({ name }) => name)).toEqual(['fast', 'slow']);
    expect(codes()).toEqual([]);
  });

  it('answers when a tool throws, never returns or returns 1 MB, and goes on meanwhile', async () => {
    const made = (name: string, run: () => unknown) =>
      tool({ name, description: '', parameters: t.type({}), run, timeoutMs: 2_000 });
    const { assistant, pass, sent, codes } = play({
      tools: [
        made('throws', () => {
          throw new Error('secret');
        }),
        made('hangs', () => NEVER),
        made('huge', () => 'x'.repeat(1_000_000)),
      ],
      responder: ({ functionOutputs }) =>
        functionOutputs.length > 0 ? [say('Sorry.')] : [call('throws'), call('hangs'), call('huge')],
    });
    assistant.connect();
    let answer = '';
    assistant.ask('Try it.').subscribe(({ transcript }) => (answer = transcript));
    await pass(6_000);
    expect(answer).toBe('Sorry.');
    expect(outputsIn(sent)).toHaveLength(3);
    expect(JSON.stringify(sent)).not.toContain('secret');
    expect(codes()).toEqual(['tool_failed', 'tool_failed', 'tool_failed']);
  });

  it('aborts a tool when the session ends, and sends nothing of what it returns later', async () => {
    let resolve: (value: string) => void = () => undefined;
    let signal: AbortSignal | undefined;
    const late = tool({
      name: 'late',
      description: '',
      parameters: t.type({}),
      run: async (_, info) => {
        ({ signal } = info);
        return new Promise<string>((done) => (resolve = done));
      },
    });
    const { assistant, pass, sent, completed, time } = play({
      tools: [late],
      responder: () => [call('late')],
    });
    const connection = assistant.connect();
    assistant.ask('Go.').subscribe({ error: () => undefined });
    await pass(2_000);
    connection.unsubscribe();
    expect(signal?.aborted).toBe(true);
    resolve('too late');
    await pass(5_000);
    expect(outputsIn(sent)).toEqual([]);
    expect([...completed].sort()).toEqual([
      'captions$',
      'conversation$',
      'errors$',
      'status$',
      'turns$',
      'usage$',
    ]);
    expect(time.pending).toBe(0);
  });

  it('mutes with silence, so that a turn that has begun ends', async () => {
    const { assistant, pass, sent, received } = play({
      utterances: [{ atMs: 500, text: 'Where is my order, and why?' }],
    });
    assistant.connect();
    await pass(1_000);
    expect(received).toContain('input_audio_buffer.speech_started');
    const outcome = await firstValueFrom(assistant.mute());
    expect(outcome).toBe(true);
    const before = sent.length;
    await pass(2_000);
    expect(received).toContain('input_audio_buffer.speech_stopped');
    const sounds = sent
      .slice(before)
      .flatMap(({ event }) => (event.type === 'input_audio_buffer.append' ? [event.audio] : []));
    expect(sounds.length).toBeGreaterThan(45);
    expect(sounds.slice(1).every((audio) => /^A*=*$/.test(audio))).toBe(true);
    assistant.mute(false);
  });

  it('lets a button begin and end turns, interrupt, and give the turns back', async () => {
    const pressed$ = new Subject<boolean>();
    const { assistant, pass, types, sent, lines, codes, received } = play({
      utterances: [
        { atMs: 1_000, text: 'Tell me a story.' },
        { atMs: 6_000, text: 'Stop, please.' },
        { atMs: 14_000, text: 'Thank you.' },
      ],
      responder: ({ index, transcript }) => [say(index === 0 ? story : `You said: ${transcript}`)],
    });
    assistant.connect();
    assistant.turnMode('pushToTalk', pressed$);
    await pass(900);
    expect(types()).toEqual(['session.update', 'session.update', 'input_audio_buffer.clear']);
    expect(sent.filter(({ event }) => event.type === 'input_audio_buffer.append')).toEqual([]);
    pressed$.next(true);
    await pass(1_500);
    pressed$.next(false);
    await pass(3_500);
    expect(types().slice(3)).toEqual([
      'input_audio_buffer.clear',
      'input_audio_buffer.commit',
      'response.create',
    ]);
    pressed$.next(true);
    await pass(20);
    expect(types().slice(6)).toEqual(['conversation.item.truncate', 'input_audio_buffer.clear']);
    await pass(1_500);
    pressed$.next(false);
    await pass(5_000);
    expect(lines().map(([who, , , status]) => [who, status])).toEqual([
      ['user', 'completed'],
      ['assistant', 'interrupted'],
      ['user', 'completed'],
      ['assistant', 'completed'],
    ]);
    expect(received).not.toContain('input_audio_buffer.speech_started');
    assistant.turnMode('vad');
    await pass(5_000);
    expect(received).toContain('input_audio_buffer.speech_started');
    expect(lines().at(-1)?.[1]).toBe('You said: Thank you.');
    expect(codes()).toEqual([]);
  });

  it('tells of a turn that was too short, and does not ask for an answer', async () => {
    const pressed$ = new Subject<boolean>();
    const { assistant, pass, types, codes } = play();
    assistant.connect();
    assistant.turnMode('pushToTalk', pressed$);
    await pass(20);
    pressed$.next(true);
    pressed$.next(false);
    await pass(1_000);
    expect(types()).not.toContain('response.create');
    expect(codes()).toEqual(['turn_too_short']);
  });

  it('interrupts by a verb', async () => {
    const { assistant, pass, sent, lines, codes, heardAt, time } = play({ responder: () => [say(story)] });
    assistant.connect();
    const asked = firstValueFrom(assistant.ask('Tell me a story.'));
    await pass(1_500);
    const outcome = await firstValueFrom(assistant.interrupt());
    const interruptedMs = time.now();
    await pass(3_000);
    expect(outcome.cuts).toMatchObject([{ cut: 'part' }]);
    const cut = sent.find(({ event }) => event.type === 'conversation.item.truncate');
    expect(cut?.event).toMatchObject({ audio_end_ms: outcome.cuts[0]?.audioEndMs });
    expect(heardAt.filter(({ atMs, isLoud }) => isLoud && atMs > interruptedMs + 20)).toEqual([]);
    expect((await asked).outcome.status).toMatch(/cancelled|completed/);
    expect(lines().at(-1)?.[3]).toBe('interrupted');
    expect(codes()).toEqual([]);
  });

  it('cancels what is written, which no player knows', async () => {
    const { assistant, pass, sent, codes } = play({
      responder: () => [say('One moment.'), wait(10_000), say('There.')],
      session: { output_modalities: ['text'] },
    });
    assistant.connect();
    const asked = firstValueFrom(assistant.ask('Hello'));
    await pass(2_000);
    const { cancelled, cuts } = await firstValueFrom(assistant.interrupt());
    await pass(1_000);
    expect(cancelled).toHaveLength(1);
    expect(cuts).toEqual([]);
    expect(sent.map(({ event }) => event.type)).toContain('response.cancel');
    expect((await asked).outcome.status).toBe('cancelled');
    expect(await firstValueFrom(assistant.interrupt())).toEqual({ cancelled: [], cuts: [] });
    expect(codes()).toEqual([]);
  });

  it('ends when all has been heard', async () => {
    const { assistant, pass, heardAt, completed, simulator, time } = play({
      responder: () => [say(story)],
      audioSpeed: 50,
      reportMs: 500,
    });
    const open: string[] = [];
    simulator.connections$.subscribe(({ closed$ }) =>
      closed$.subscribe(() => open.push(`closed ${time.now()}`)),
    );
    assistant.connect();
    assistant.ask('Tell me a story.');
    const outcome = lastValueFrom(assistant.close({ after: 'heard' }));
    await pass(20_000);
    expect(await outcome).toMatchObject({ wasClean: true, local: true });
    expect(heardAt.filter(({ isLoud }) => isLoud).length).toBeGreaterThan(20);
    const lastMs = heardAt.at(-1)?.atMs ?? 0;
    const closedMs = Number(open[0]?.split(' ')[1]);
    expect(closedMs).toBeGreaterThanOrEqual(lastMs);
    expect(closedMs).toBeLessThan(lastMs + 1_000);
    expect(completed).toContain('status$');
    expect(time.pending).toBe(0);
  });

  it('tells what is wrong with verbs before and after the session', async () => {
    const { assistant, pass, codes } = play();
    const failure = async (outcome$: Observable<unknown>): Promise<unknown> =>
      lastValueFrom(outcome$.pipe(toArray())).catch((error: unknown) => isSessionError(error) && error.code);
    expect(await failure(assistant.add('Hello'))).toBe('not_connected');
    expect(await failure(assistant.close())).toEqual([]);
    const connection = assistant.connect();
    await pass(200);
    const asked = failure(assistant.ask('Hello'));
    connection.unsubscribe();
    expect(await asked).toBe('closed');
    expect(await failure(assistant.update({ instructions: 'x' }))).toBe('closed');
    expect(codes()).toContain('not_connected');
  });

  it('goes on without a part that fails, and tells which', async () => {
    const broken: Observable<Pcm16> = throwError(() => new Error('no microphone'));
    const { assistant, pass, codes } = play({ ears: broken });
    assistant.connect();
    let answer = '';
    assistant.ask('Hello').subscribe(({ transcript }) => (answer = transcript));
    await pass(4_000);
    expect(answer).toBe('You said: Hello');
    expect(codes()).toEqual(['ears_failed']);
  });

  it('tells of a failed answer, and of a line that is gone for good', async () => {
    const { assistant, pass, codes, completed } = play({
      responder: () => [fail({ code: 'server_error', message: 'no luck' })],
      faults: [{ at: { connection: 1, timeMs: 4_000 }, do: 'reset' }],
    });
    assistant.connect();
    const outcome = firstValueFrom(assistant.ask('Hello'));
    await pass(3_000);
    expect((await outcome).outcome.status).toBe('failed');
    expect(codes()).toEqual(['response_failed']);
    await pass(4_000);
    expect(codes()).toContain('line_failed');
    expect(completed).toContain('captions$');
    expect(completed.join()).not.toContain('failed');
  });

  it('does not run what somebody else has claimed', async () => {
    let runs = 0;
    const { assistant, pass, sent, errors } = play({
      claim: () => of(false),
      tools: [tool({ name: 'order', description: '', parameters: t.type({}), run: () => ++runs })],
      responder: () => [call('order')],
    });
    assistant.connect();
    assistant.ask('A pizza, please.');
    await pass(2_000);
    expect(runs).toBe(0);
    expect(outputsIn(sent)).toEqual([]);
    expect(errors.map(({ code, message }) => [code, message])).toEqual([
      ['tool_failed', 'order: already_claimed'],
    ]);
  });

  it('survives a drop with a durable socket, and runs a tool once', async () => {
    let runs = 0;
    const { assistant, pass, codes, lines, sent } = play({
      isDurable: true,
      tools: [tool({ name: 'order', description: '', parameters: t.type({}), run: () => `order ${++runs}` })],
      utterances: [{ atMs: 500, text: 'A pizza, please.' }],
      responder: ({ functionOutputs }) =>
        functionOutputs.length > 0 ? [say('It is ordered.')] : [call('order')],
      faults: [{ at: { connection: 1, event: 'response.output_item.done' }, do: 'reset' }],
    });
    assistant.connect();
    await pass(15_000);
    expect(runs).toBe(1);
    expect(new Set(outputsIn(sent))).toEqual(new Set(['order 1']));
    expect(lines().at(-1)?.slice(0, 2)).toEqual(['assistant', 'It is ordered.']);
    expect(codes()).not.toContain('line_failed');
  });

  it('asks in the restored session what was asked while the line was down', async () => {
    const { assistant, pass, codes, lines } = play({
      isDurable: true,
      faults: [{ at: { connection: 1, event: 'session.updated' }, do: 'reset' }],
    });
    assistant.connect();
    const statuses: string[] = [];
    const answers: string[] = [];
    assistant.status$.subscribe(({ state }) => {
      statuses.push(state);
      if (state === 'closed' && answers.length === 0)
        assistant.ask('Is anybody there?').subscribe(({ text }) => answers.push(text));
    });
    await pass(15_000);
    expect(statuses).toContain('closed');
    expect(lines().map(([who]) => who)).toEqual(['user', 'assistant']);
    expect(codes()).toEqual([]);
  });

  it('tells the restored session what was added and changed while the line was down', async () => {
    const { assistant, pass, codes, lines, simulator } = play({
      isDurable: true,
      faults: [{ at: { connection: 1, event: 'session.updated' }, do: 'reset' }],
    });
    const outcomes: string[] = [];
    const told: unknown[] = [];
    simulator.events$.subscribe(({ connection, from, event }) => {
      if (connection === 2 && from === 'server' && event['type'] === 'session.updated')
        told.push(event['session']);
    });
    assistant.connect();
    let isDown = false;
    assistant.status$.subscribe(({ state }) => {
      if (state !== 'closed' || isDown) return;
      isDown = true;
      assistant.add('My name is Ada.').subscribe({ complete: () => outcomes.push('added') });
      assistant.update({ instructions: 'Be kind.' }).subscribe({ complete: () => outcomes.push('updated') });
    });
    await pass(10_000);
    expect([...outcomes].sort()).toEqual(['added', 'updated']);
    expect(told.at(-1)).toMatchObject({ instructions: 'Be kind.' });
    expect(lines().map(([, text]) => text)).toEqual(['My name is Ada.']);
    expect(codes()).toEqual([]);
  });
});

describe('realtimeSession over a real line', () => {
  const running: { close: () => unknown }[] = [];
  // A test that fails leaves its line open.
  afterAll(async () => {
    for (const { close } of running) await close();
  });

  it('answers text, an image and a tool', async () => {
    const simulator = await startSimulator({
      responder: ({ functionOutputs, transcript }) => {
        if (functionOutputs.length > 0) return [say(`It is ${functionOutputs[0]?.output}.`)];
        return transcript.includes('time') ? [call('get_time')] : [say(`You said: ${transcript}`)];
      },
    });
    const assistant = realtimeSession({
      socket: (session) => durableSocket({ url: simulator.url, model: 'gpt-realtime-2.1', session }),
      session: { output_modalities: ['text'] },
      tools: [tool({ name: 'get_time', description: '', parameters: t.type({}), run: async () => 'noon' })],
    });
    const connection = assistant.connect();
    running.push({ close: () => connection.unsubscribe() }, { close: async () => simulator.close() });
    const hello = await firstValueFrom(assistant.ask(['Hello', userImage(pixel)]));
    expect(hello.text).toBe('You said: Hello');
    expect((await firstValueFrom(assistant.ask('What time is it?'))).text).toBe('It is noon.');
    const outcome = await lastValueFrom(assistant.close());
    expect(outcome.wasClean).toBe(true);
  });
});
