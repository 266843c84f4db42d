import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  decodeServerEvent,
  responseCreate,
  sessionUpdate,
  userText,
} from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { collectResponse, functionCalls, responses, scheduleResponses } from '@rx-realtime/responses';
import { usage } from '@rx-realtime/responses/usage';
import type { CollectedResponse } from '@rx-realtime/responses';
import { conversation, emptyConversation } from '@rx-realtime/responses/conversation';
import { latency } from '@rx-realtime/responses/latency';
import { call, createSimulator, noiseVoice, say } from '@rx-realtime/simulator';
import type { Responder } from '@rx-realtime/simulator';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { map, of, share, Subject, timer, VirtualTimeScheduler } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { runTools } from './runTools.ts';

/** Calls two functions in one response, then says what came back. */
const responder: Responder = ({ functionOutputs, outOfBand }) => {
  if (outOfBand) return [say('An aside.')];
  if (functionOutputs.length === 0)
    return [say('One moment.'), call('fast', { a: 1 }), call('slow', { a: 2 })];
  return [say(`I got ${functionOutputs.map(({ output }) => output).join(' and ')}.`)];
};

const codecs = { fast: t.type({ a: t.number }), slow: t.type({ a: t.number }) };
const isRight = <A>(read: E.Either<unknown, A>): read is E.Right<A> => E.isRight(read);

const converse = (answers: Responder = responder) => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const { WebSocket } = createSimulator({ scheduler, responder: answers, voice: noiseVoice() });
  const socket = webSocket<object>({ url: 'ws://simulator?model=gpt-realtime', WebSocketCtor: WebSocket });
  const live$ = socket.pipe(
    map((event) => {
      const read = decodeServerEvent(event);
      if (!isRight(read)) throw new Error('the simulator sent what does not decode');
      return read.right;
    }),
    share<ServerEvent>(),
  );
  const collected: CollectedResponse[] = [];
  const errors: string[] = [];
  let snapshot = emptyConversation;
  const folded$ = live$.pipe(responses(), share());
  folded$.pipe(collectResponse()).subscribe((response) => collected.push(response));
  live$.pipe(conversation()).subscribe((newest) => (snapshot = newest));
  live$.subscribe((event) => event.type === 'error' && errors.push(event.error.code ?? event.error.message));
  const tools = {
    fast: ({ a }: { readonly a: number }) => of(a + 1),
    slow: ({ a }: { readonly a: number }) => timer(2000, scheduler).pipe(map(() => ({ b: a }))),
  };
  const answers$ = folded$.pipe(functionCalls(codecs), runTools(tools, { scheduler }));
  const at = (ms: number, work: () => void) => scheduler.schedule(work, ms);
  return { scheduler, socket, live$, answers$, collected, errors, at, snapshot: () => snapshot };
};

describe('runTools against the simulator', () => {
  it('brings one reply for two tools, and the conversation holds all of it in order', () => {
    const { scheduler, socket, live$, answers$, collected, errors, at, snapshot } = converse();
    answers$.pipe(scheduleResponses(live$, { scheduler })).subscribe((event) => socket.next(event));
    const tokens: number[] = [];
    const spoken: (number | undefined)[] = [];
    live$.pipe(usage()).subscribe(({ total }) => tokens.push(total.output.audio));
    live$
      .pipe(latency({ scheduler }))
      .subscribe(({ createdToFirstAudioMs }) => spoken.push(createdToFirstAudioMs));
    at(100, () => {
      socket.next(conversationItemCreate(userText('What is it?')));
      socket.next(responseCreate());
    });
    at(60_000, () => socket.complete());
    scheduler.flush();

    expect(errors).toEqual([]);
    expect(collected.map(({ transcript, outcome }) => [transcript, outcome.status])).toEqual([
      ['One moment.', 'completed'],
      ['I got 2 and {"b":2}.', 'completed'],
    ]);
    expect(snapshot().items.map(({ type }) => type)).toEqual([
      'message',
      'message',
      'function_call',
      'function_call',
      'function_call_output',
      'function_call_output',
      'message',
    ]);
    expect(snapshot().warningCount).toBe(0);
    const samples = collected.flatMap(({ audio }) => audio).reduce((sum, { pcm }) => sum + pcm.length, 0);
    expect(samples).toBeGreaterThan(24_000);
    expect(tokens.at(-1)).toBeGreaterThan(0);
    expect(spoken.every((ms) => ms !== undefined && ms > 0)).toBe(true);
  });

  it('answers where the session requires a call, instead of calling for ever', () => {
    const forced: Responder = ({ toolChoice, functionOutputs }) =>
      toolChoice === 'auto' ? [say(`It is ${functionOutputs[0]?.output}.`)] : [call('fast', { a: 1 })];
    const { scheduler, socket, live$, answers$, collected, errors, at } = converse(forced);
    answers$.pipe(scheduleResponses(live$, { scheduler })).subscribe((event) => socket.next(event));
    at(100, () => {
      socket.next(
        sessionUpdate({
          output_modalities: ['text'],
          tools: [{ type: 'function', name: 'fast', parameters: { type: 'object' } }],
          tool_choice: 'required',
        }),
      );
      socket.next(conversationItemCreate(userText('How many?')));
      socket.next(responseCreate());
    });
    at(600_000, () => socket.complete());
    scheduler.flush();
    expect(errors).toEqual([]);
    expect(collected.map(({ text, functionCalls: { length } }) => [text, length])).toEqual([
      ['', 1],
      ['It is 2.', 0],
    ]);
  });

  it('schedules two requests and an aside without an error of the server', () => {
    const { scheduler, socket, live$, collected, errors, at } = converse();
    const app$ = new Subject<ReturnType<typeof responseCreate>>();
    app$.pipe(scheduleResponses(live$, { scheduler })).subscribe((event) => socket.next(event));
    at(100, () => {
      socket.next(sessionUpdate({ output_modalities: ['text'] }));
      app$.next(responseCreate({ instructions: 'first' }));
      app$.next(responseCreate({ instructions: 'second' }));
      app$.next(responseCreate({ conversation: 'none' }));
    });
    at(60_000, () => socket.complete());
    scheduler.flush();
    expect(errors).toEqual([]);
    expect(collected.map(({ conversationId }) => conversationId === null)).toEqual([true, false, false]);
    expect(collected.map(({ text }) => text)).toEqual(['An aside.', 'One moment.', 'One moment.']);
  });
});
