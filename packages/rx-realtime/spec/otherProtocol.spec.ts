// A protocol of another kind, by parameters alone: the client speaks first, and there is no create, cancel or truncate.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPlainServer } from '@rx-realtime/test-kit';
import type { PlainServer } from '@rx-realtime/test-kit';
import { base64FromPcm16, pcm16FromBase64 } from '@rx-realtime/pcm';
import { either as E } from 'fp-ts';
import { concatMap, from, lastValueFrom, of, timer, toArray, VirtualTimeScheduler } from 'rxjs';
import { isRequestError, playback, protocolRequest, runTools, virtualPlayer } from '../src/index.ts';
import type { FunctionCall, RequestProtocol, Speech } from '../src/index.ts';
import { protocolSocket } from '../src/link.ts';
import type { Protocol } from '../src/link.ts';

type Out =
  | { readonly type: 'session.start'; readonly event_id: string; readonly model: string }
  | { readonly type: 'ask'; readonly event_id?: string; readonly text: string }
  | {
      readonly type: 'tool.result';
      readonly event_id?: string;
      readonly call: string;
      readonly output: string;
    }
  | { readonly type: 'heard'; readonly event_id?: string; readonly part: string; readonly ms: number };
type In =
  | { readonly type: 'session.started' }
  | { readonly type: 'turn.begun'; readonly turn: string; readonly ask: string }
  | { readonly type: 'turn.sound'; readonly turn: string; readonly part: string; readonly sound: string }
  | { readonly type: 'turn.tool'; readonly turn: string; readonly call: string; readonly city: string }
  | { readonly type: 'turn.ended'; readonly turn: string }
  | { readonly type: 'tool.noted'; readonly call: string };

const types = /^(session|turn|tool)\.\w+$/;
const isIn = (u: unknown): u is In =>
  typeof u === 'object' && u !== null && 'type' in u && typeof u.type === 'string' && types.test(u.type);

let count = 0;
const protocol: Protocol<In, Out> & RequestProtocol<In, Out> = {
  speaksFirst: true,
  isReady: ({ type }) => type === 'session.started',
  decode: (frame) => {
    const event: unknown = JSON.parse(String(frame));
    const message = 'no event of this protocol';
    return isIn(event)
      ? E.right(event)
      : E.left({ _tag: 'DecodeFailure', code: 'not_an_event', message, problems: [] });
  },
  encode: (event) => E.right(JSON.stringify(event)),
  identify: (event) => ({ ...event, event_id: event.event_id ?? `out_${(count += 1)}` }),
  correlation: {
    'session.start': { replies: ['session.started'] },
    ask: {
      replies: ['turn.begun'],
      key: {
        ofEvent: ({ event_id: id }) => id,
        ofReply: (reply) => (reply.type === 'turn.begun' ? [reply.ask] : []),
      },
    },
    'tool.result': { replies: ['tool.noted'] },
  },
  answerFrom: (reply) =>
    reply.type === 'turn.begun'
      ? {
          has: (event) => 'turn' in event && event.turn === reply.turn,
          isLast: ({ type }) => type === 'turn.ended',
        }
      : undefined,
  soundOf: () => undefined,
  bytesPerMs: () => undefined,
};

const sound = base64FromPcm16(new Int16Array(24_000));
const turn = 'turn_1';

/** Nothing before the client has begun; a question about the weather is answered by a tool first. */
const answersTo = (event: Out): readonly In[] => {
  const ended: readonly In[] = [
    { type: 'turn.sound', turn, part: 'a', sound },
    { type: 'turn.ended', turn },
  ];
  switch (event.type) {
    case 'session.start':
      return [{ type: 'session.started' }];
    case 'ask': {
      const begun: In = { type: 'turn.begun', turn, ask: event.event_id ?? '' };
      return event.text === 'weather'
        ? [begun, { type: 'turn.tool', turn, call: 'call_1', city: 'Oslo' }]
        : [begun, ...ended];
    }
    case 'tool.result':
      return [{ type: 'tool.noted', call: event.call }, ...ended];
    case 'heard':
      return [];
  }
};

let server: PlainServer;
beforeEach(async () => {
  server = await startPlainServer({
    onConnection: (socket) =>
      socket.on('message', (data: Buffer) => {
        const event = JSON.parse(data.toString()) as Out;
        answersTo(event).forEach((answer) => socket.send(JSON.stringify(answer)));
      }),
  });
});
afterEach(() => server.close());

const connect = () =>
  protocolSocket(protocol, {
    url: server.url,
    firstEvent: () => ({ type: 'session.start' as const, event_id: 'start', model: 'a' }),
  });

describe('a protocol of another kind', () => {
  it('answers a request with a whole turn', async () => {
    const socket = connect();
    const connection = socket.connect();
    const deliveries: string[] = [];
    socket.delivery$.subscribe(({ state, event }) => deliveries.push(`${event.type} ${state}`));
    const answer$ = protocolRequest(protocol, socket, { type: 'ask', text: 'hello' });
    const events = await lastValueFrom(answer$.pipe(toArray()));
    expect(events.map(({ type }) => type)).toEqual(['turn.begun', 'turn.sound', 'turn.ended']);
    expect(deliveries).toEqual(['session.start acknowledged', 'ask acknowledged']);
    connection.unsubscribe();
  });

  it('says that nobody holds the connection', async () => {
    const answer$ = protocolRequest(protocol, connect(), { type: 'ask', text: 'hello' });
    const failure: unknown = await lastValueFrom(answer$).catch((error: unknown) => error);
    expect(isRequestError(failure) && failure.code).toBe('not_connected');
  });

  it('has its tools run, and goes on by itself', async () => {
    const socket = connect();
    const call = (event: In): FunctionCall<'weather', { readonly city: string }>[] =>
      event.type === 'turn.tool'
        ? [
            {
              name: 'weather',
              callId: event.call,
              itemId: event.call,
              responseId: event.turn,
              conversationId: undefined,
              arguments: E.right({ city: event.city }),
              responseDone$: of({ status: 'completed' as const, response: { id: event.turn } }),
              session$: of('live' as const),
            },
          ]
        : [];
    const results$ = socket.pipe(
      concatMap(call),
      runTools(
        { weather: ({ city }) => `rain in ${city}` },
        {
          events: {
            output: ({ callId }, output): Out => ({ type: 'tool.result', call: callId, output }),
            reply: () => undefined,
          },
        },
      ),
    );
    const connection = socket.connect();
    connection.add(socket.send(results$));
    await lastValueFrom(protocolRequest(protocol, socket, { type: 'ask', text: 'weather' }));
    expect(server.received.map((frame) => JSON.parse(frame) as unknown)).toMatchObject([
      { type: 'session.start', model: 'a' },
      { type: 'ask', text: 'weather' },
      { type: 'tool.result', call: 'call_1', output: 'rain in Oslo' },
    ]);
    connection.unsubscribe();
  });

  it('is told what was heard', async () => {
    const socket = connect();
    const connection = socket.connect();
    const answer$ = protocolRequest(protocol, socket, { type: 'ask', text: 'hello' });
    const events = await lastValueFrom(answer$.pipe(toArray()));
    connection.unsubscribe();

    const speech = (event: In): Speech[] => {
      if (event.type !== 'turn.sound') return [];
      const pcm = pcm16FromBase64(event.sound);
      const place = { itemId: event.part, outputIndex: 0, contentIndex: 0 };
      return [{ pcm, sampleRateHz: 24_000, responseId: event.turn, ...place }];
    };
    const scheduler = new VirtualTimeScheduler();
    const heard: Out[] = [];
    from(events)
      .pipe(
        concatMap(speech),
        playback(virtualPlayer({ scheduler }), {
          bargeIn$: timer(430, scheduler),
          commands: {
            cut: ({ itemId, audioEndMs }): Out => ({ type: 'heard', part: itemId, ms: audioEndMs }),
          },
        }),
      )
      .subscribe((command) => heard.push(command));
    scheduler.flush();
    expect(heard).toEqual([{ type: 'heard', part: 'a', ms: 430 }]);
  });
});
