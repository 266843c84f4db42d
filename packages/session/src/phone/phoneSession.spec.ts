import { describe, expect, it } from '@jest/globals';
import { plivoCall, telnyxCall, twilioCall, vonageCall } from '@rx-realtime/audio/phone';
import { realtimeSocket } from '@rx-realtime/connection';
import { resample } from '@rx-realtime/pcm';
import { call, createSimulator, noiseVoice, say, virtualTime } from '@rx-realtime/simulator';
import type { Fault, Responder, VirtualTime } from '@rx-realtime/simulator';
import { fakePhone } from '@rx-realtime/test-kit';
import type { PhoneProvider } from '@rx-realtime/test-kit';
import * as t from 'io-ts';
import type { HeardCaption } from '../captions/heardCaption.ts';
import type { Assistant } from '../session/assistant.ts';
import type { SessionError } from '../session/sessionError.ts';
import { tool } from '../tools/tool.ts';
import type { PhoneConfig } from './phoneConfig.ts';
import { phoneSession } from './phoneSession.ts';
import type { PhoneEnd } from './phoneEnd.ts';
import type { PhoneNotice } from './phoneNotice.ts';
import { passing } from '../../test/passing.ts';

const calls = { twilio: twilioCall, telnyx: telnyxCall, plivo: plivoCall, vonage: vonageCall } as const;
const providers = ['twilio', 'telnyx', 'plivo', 'vonage'] as const;
const written = { audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } } } as const;
const goodbye = 'Thank you for calling. Good bye.';
const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';

const spoken = (text: string, sampleRateHz: number): Int16Array => {
  const pcm = noiseVoice().speak(text);
  return pcm instanceof Promise ? new Int16Array(0) : resample(pcm, 24_000, sampleRateHz);
};
const isLoud = (sample: number): boolean => Math.abs(sample) > 300;
/** From the first loud sample to the last, ms. */
const loudMs = (pcm: Int16Array, sampleRateHz: number): number =>
  pcm.length === 0
    ? 0
    : ((Array.from(pcm, isLoud).lastIndexOf(true) - pcm.findIndex(isLoud)) * 1_000) / sampleRateHz;

interface PlayConfig extends Partial<Omit<PhoneConfig, 'socket' | 'scheduler' | 'media'>> {
  readonly provider?: PhoneProvider;
  readonly responder?: Responder;
  readonly words?: readonly string[];
  readonly faults?: readonly Fault[];
  readonly time?: VirtualTime;
  readonly isWithoutMarks?: boolean;
}

const play = ({
  provider = 'twilio',
  responder = ({ transcript }) => [say(`You said: ${transcript}`)],
  words = ['Hello.', 'Bye.', 'Wait.'],
  faults = [],
  time = virtualTime(),
  isWithoutMarks = false,
  ...config
}: PlayConfig = {}) => {
  const phone = fakePhone(provider, time);
  const { WebSocket: WebSocketCtor, events$ } = createSimulator({
    scheduler: time,
    responder,
    faults,
    transcribe: ({ index }) => words[index],
  });
  const sent: Record<string, unknown>[] = [];
  events$.subscribe(({ from, event }) => {
    if (from === 'client') sent.push(event);
  });
  const session = phoneSession({
    media: calls[provider]({
      frames$: phone.frames$,
      send: (frame) => {
        if (!isWithoutMarks || !String(frame).includes('"mark"')) phone.send(frame);
      },
      hangUp: phone.hangUp,
      scheduler: time,
    }),
    socket: (settings) =>
      realtimeSocket({
        url: 'ws://simulator',
        model: 'gpt-realtime-2.1',
        WebSocketCtor,
        scheduler: time,
        session: settings,
      }),
    session: written,
    scheduler: time,
    ...config,
  });
  const ends: PhoneEnd[] = [];
  const errors: SessionError[] = [];
  const notices: PhoneNotice[] = [];
  const assistants: Assistant[] = [];
  let captions: readonly HeardCaption[] = [];
  session.ended$.subscribe((end) => ends.push(end));
  session.errors$.subscribe((error) => errors.push(error));
  session.notices$.subscribe((notice) => notices.push(notice));
  session.captions$.subscribe((lines) => (captions = lines));
  session.assistant$.subscribe((assistant) => assistants.push(assistant));
  const pass = passing(time);
  const speak = (text: string) => phone.say(spoken(text, phone.sampleRateHz));
  return {
    phone, session, time, sent, ends, errors, notices, assistants, pass, speak,
    lines: () => captions.map(({ who, text, heard }) => [who, text, heard]),
    cuts: () => sent.filter(({ type }) => type === 'conversation.item.truncate'),
  }; // prettier-ignore
};

/** Answers, and hangs up in the same breath when the caller says goodbye. */
const polite: Responder = ({ transcript }) =>
  transcript === 'Bye.' ? [say(goodbye), call('hang_up')] : [say(`You said: ${transcript}`)];

describe.each(providers)('phoneSession on a call of %s', (provider) => {
  it('answers, and the caller hears all of it', async () => {
    const { phone, session, errors, ends, pass, speak, lines } = play({ provider });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Hello, who is there?');
    await pass(8_000);
    expect(errors).toEqual([]);
    expect(lines()).toEqual([
      ['user', 'Hello.', 'Hello.'],
      ['assistant', 'You said: Hello.', 'You said: Hello.'],
    ]);
    const answerMs = ('You said: Hello.'.length / 15) * 1_000;
    expect(Math.abs(loudMs(phone.heard(), phone.sampleRateHz) - answerMs)).toBeLessThan(60);
    phone.leave();
    expect(ends).toEqual([{ reason: 'caller', malformed: 0 }]);
  });

  it('is cut where the marks say that the caller stopped listening', async () => {
    const { phone, session, pass, speak, cuts } = play({ provider, responder: () => [say(story)] });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Tell me a story.');
    await pass(4_500);
    const { length } = phone.heard();
    speak('Wait a moment, please.');
    await pass(1_200);
    expect(cuts()).toHaveLength(1);
    const cutMs = Number(cuts()[0]?.['audio_end_ms']);
    const heardMs = (phone.heard().length * 1_000) / phone.sampleRateHz;
    expect(length).toBeGreaterThan(0);
    // Marks come back every 40 ms, and what is on its way when it is cleared is 20 ms.
    expect(heardMs - cutMs).toBeGreaterThanOrEqual(0);
    expect(heardMs - cutMs).toBeLessThanOrEqual(60);
  });

  it('hangs up when its goodbye was heard, and not before', async () => {
    const { phone, session, ends, pass, speak, time } = play({ provider, responder: polite });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Hello, who is there?');
    await pass(5_000);
    const before = phone.heard().length;
    speak('Good bye then.');
    await pass(10_000);
    expect(ends).toEqual([{ reason: 'goodbye', malformed: 0 }]);
    const goodbyeMs = (goodbye.length / 15) * 1_000;
    const heard = phone.heard().subarray(before);
    expect(Math.abs(loudMs(heard, phone.sampleRateHz) - goodbyeMs)).toBeLessThan(60);
    expect(phone.hungUpAtMs()).toBeDefined();
    await pass(3_000);
    expect(time.pending).toBe(0);
  });
});

describe('phoneSession', () => {
  it('goes on with a caller who speaks before the goodbye was heard', async () => {
    const { phone, session, ends, pass, speak, lines } = play({
      responder: polite,
      words: ['Bye.', 'Wait.', 'Bye.'],
    });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Good bye then.');
    await pass(3_000);
    speak('Wait a moment, I forgot something.');
    await pass(8_000);
    expect(ends).toEqual([]);
    expect(lines().at(-1)?.[1]).toBe('You said: Wait.');
    speak('Good bye then.');
    await pass(8_000);
    expect(ends.map(({ reason }) => reason)).toEqual(['goodbye']);
  });

  it('waits for a goodbye that follows its tool', async () => {
    const { phone, session, ends, pass, speak } = play({
      responder: () => [call('hang_up'), say(goodbye)],
    });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Good bye then.');
    await pass(10_000);
    expect(ends.map(({ reason }) => reason)).toEqual(['goodbye']);
    expect(loudMs(phone.heard(), 8_000)).toBeGreaterThan(2_000);
  });

  it('knows a goodbye by its words, without a tool', async () => {
    const { phone, session, ends, sent, pass, speak } = play({
      responder: () => [say(goodbye)],
      hangUpTool: false,
      isGoodbye: (text) => text.endsWith('Good bye.'),
    });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Good bye then.');
    await pass(10_000);
    expect(ends.map(({ reason }) => reason)).toEqual(['goodbye']);
    expect(loudMs(phone.heard(), 8_000)).toBeGreaterThan(2_000);
    expect(JSON.stringify(sent[0])).not.toContain('hang_up');
  });

  it('does not keep a caller for ever whose provider gives no marks back', async () => {
    const { phone, session, ends, pass, speak } = play({
      responder: polite,
      words: ['Bye.'],
      isWithoutMarks: true,
    });
    session.connect();
    phone.ring();
    await pass(500);
    speak('Good bye then.');
    await pass(20_000);
    expect(ends).toEqual([]);
    await pass(20_000);
    expect(ends.map(({ reason }) => reason)).toEqual(['goodbye']);
  });

  it('hangs up where its parts cannot be put together, and throws nowhere', async () => {
    const twice = tool({ name: 'hang_up', description: 'Mine.', parameters: t.type({}), run: () => 'no' });
    const { phone, session, ends, errors, pass } = play({ tools: [twice] });
    session.connect();
    phone.ring();
    await pass(100);
    expect(ends.map(({ reason }) => reason)).toEqual(['assistant_failed']);
    expect(errors.map(({ code }) => code)).toEqual(['line_failed']);
    expect(phone.hungUpAtMs()).toBe(0);
  });

  it('speaks the coding of the call, and says where it was told not to', async () => {
    const own = play({ provider: 'telnyx' });
    own.session.connect();
    own.phone.ring();
    await own.pass(500);
    expect(own.notices).toEqual([]);
    expect(own.sent[0]).toMatchObject({
      session: {
        audio: { input: { format: { type: 'audio/pcma' } }, output: { format: { type: 'audio/pcmu' } } },
      },
    });
    const pcm = { type: 'audio/pcm', rate: 24_000 } as const;
    const other = play({ session: { audio: { ...written.audio, output: { format: pcm } } } });
    other.session.connect();
    other.phone.ring();
    await other.pass(500);
    expect(other.notices).toEqual([
      {
        kind: 'format_differs',
        direction: 'output',
        call: { type: 'audio/pcmu', rate: 8_000 },
        session: pcm,
      },
    ]);
    other.speak('Hello, who is there?');
    await other.pass(8_000);
    expect(other.lines().at(-1)).toEqual(['assistant', 'You said: Hello.', 'You said: Hello.']);
    expect(other.errors).toEqual([]);
  });

  it('counts what it cannot read, and hears the rest', async () => {
    const { phone, session, ends, notices, pass, speak, lines } = play();
    session.connect();
    phone.ring();
    await pass(500);
    for (const garbage of ['no JSON', '{"event":"media","streamSid":"MZ1","media":{"payload":"!!"}}'])
      phone.garble(garbage);
    speak('Hello, who is there?');
    await pass(6_000);
    expect(notices.map((notice) => notice.kind === 'malformed' && notice.count)).toEqual([1, 2]);
    expect(lines()).toHaveLength(2);
    phone.leave();
    expect(ends).toEqual([{ reason: 'caller', malformed: 2 }]);
  });

  it.each<[string, Fault, PhoneEnd['reason']]>([
    ['the line to its model', { at: { timeMs: 4_000 }, do: 'reset' }, 'assistant_failed'],
    ['its key', { at: { connection: 1 }, do: 'close', code: 3_000 }, 'assistant_failed'],
  ])('loses %s, and a call beside it hears nothing of that', async (_, fault, reason) => {
    const time = virtualTime();
    const failing = play({ time, faults: [fault] });
    const other = play({ time, provider: 'telnyx', responder: polite });
    for (const { session, phone } of [failing, other]) {
      session.connect();
      phone.ring();
    }
    await other.pass(500);
    for (const { speak } of [failing, other]) speak('Hello, who is there?');
    await other.pass(6_000);
    expect(failing.ends.map((end) => end.reason)).toEqual([reason]);
    expect(failing.phone.hungUpAtMs()).toBeDefined();
    expect(failing.errors.map(({ code }) => code)).toContain('line_failed');
    other.speak('Good bye then.');
    await other.pass(10_000);
    expect(other.errors).toEqual([]);
    expect(other.lines().map(([, , heard]) => heard)).toEqual([
      'Hello.',
      'You said: Hello.',
      'Bye.',
      goodbye,
    ]);
    expect(other.ends).toEqual([{ reason: 'goodbye', malformed: 0 }]);
  });

  it('ends with a call that fails, or that it cannot take', async () => {
    const failing = play();
    failing.session.connect();
    failing.phone.ring();
    await failing.pass(500);
    failing.phone.fail(new Error('reset'));
    expect(failing.ends.map(({ reason }) => reason)).toEqual(['call_failed']);
    expect(failing.errors.map(({ code }) => code)).toEqual(['ears_failed']);
    const unknown = play({ provider: 'vonage' });
    unknown.session.connect();
    unknown.phone.garble('{"event":"websocket:connected","content-type":"audio/opus"}');
    expect(unknown.ends.map(({ reason }) => reason)).toEqual(['call_failed']);
    expect(unknown.assistants).toEqual([]);
    await unknown.pass(3_000);
    expect(unknown.time.pending).toBe(0);
  });

  it('hangs up when it is told to, and when it is left', async () => {
    const left = play();
    const connection = left.session.connect();
    expect(left.session.connect()).toBe(connection);
    left.phone.ring();
    await left.pass(500);
    connection.unsubscribe();
    expect([left.ends.map(({ reason }) => reason), left.phone.hungUpAtMs()]).toEqual([['hung_up'], 500]);
    const told = play();
    told.session.hangUp(); // nothing to hang up yet
    told.session.connect();
    told.phone.ring();
    await told.pass(500);
    told.session.hangUp();
    told.session.hangUp();
    expect(told.ends.map(({ reason }) => reason)).toEqual(['hung_up']);
    await told.pass(3_000);
    expect(told.time.pending).toBe(0);
  });
});
