import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  conversationItemDelete,
  decodeServerEvent,
  inputAudioBufferAppend,
  inputAudioBufferCommit,
  responseCancel,
  responseCreate,
  sessionUpdate,
  userText,
} from '@rx-realtime/codecs';
import type {
  ClientEvent,
  Delivery,
  InputAudioBufferCommitted,
  ServerEvent,
  SessionUpdated,
} from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { catchError, Observable, of, Subject, throwError, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { ResponseEvent } from './replyMap.ts';
import { request } from './request.ts';
import type { RequestConfig } from './request.ts';
import type { RequestSocket } from './requestSocket.ts';
import type { RealtimeRequest } from './realtimeRequest.ts';
import type { RequestError } from './requestError.ts';

/** A socket whose server is the spec. */
const fakeSocket = () => {
  const server = new Subject<ServerEvent>();
  const sent: ClientEvent[] = [];
  const socket = Object.assign(server.asObservable(), {
    next: (event: ClientEvent) => void sent.push(event),
  });
  const reply = (event: object) => {
    const decoded = decodeServerEvent({ event_id: 'event_server', ...event });
    if (decoded._tag === 'Left') throw new Error(decoded.left.message);
    server.next(decoded.right);
  };
  return { server, sent, socket, reply };
};

const setUp = (event: RealtimeRequest, config: RequestConfig = {}) => {
  const fake = fakeSocket();
  const scheduler = new VirtualTimeScheduler();
  const seen: string[] = [];
  const subscription = request(fake.socket, event, { scheduler, timeoutMs: 1_000, ...config }).subscribe({
    next: (reply) => seen.push((reply as ServerEvent).type),
    error: (error: RequestError) => seen.push(`error ${error.code}${error.benign ? ' benign' : ''}`),
    complete: () => seen.push('complete'),
  });
  const sent = fake.sent[0] as ClientEvent & { readonly event_id: string };
  return { ...fake, sent, all: fake.sent, scheduler, seen, subscription };
};

const cleared: ServerEvent = { type: 'input_audio_buffer.cleared', event_id: 'event_1' };
const updated: ServerEvent = { type: 'session.updated', event_id: 'event_2', session: { type: 'realtime' } };
const cut: ServerEvent = {
  type: 'connection.lost',
  generation: 1,
  outcome: { generation: 1, code: 1006, reason: '', wasClean: false, retriable: true },
};
const message = (id: string) => ({ type: 'message', role: 'user', id, content: [] });
const errorFor = (event_id: string, code: string) => ({
  type: 'error',
  error: { type: 'invalid_request_error', code, message: 'no', event_id },
});

describe('request', () => {
  it('gives the event an id, sends it once, and completes with the reply', () => {
    const { sent, all, seen, reply, server } = setUp(sessionUpdate({}));
    expect(sent.event_id).toMatch(/^event_/);
    reply({ type: 'input_audio_buffer.cleared' });
    reply({ type: 'session.updated', session: { type: 'realtime', id: 's', object: 'realtime.session' } });
    expect(seen).toEqual(['session.updated', 'complete']);
    expect(all).toHaveLength(1);
    expect(server.observed).toBe(false);
  });

  it('tells the confirmation of its item from that of another', () => {
    const { sent, seen, reply } = setUp(conversationItemCreate(userText('Hi')));
    const { item } = sent as Extract<ClientEvent, { type: 'conversation.item.create' }>;
    reply({ type: 'conversation.item.added', item: message('another') });
    expect(seen).toEqual([]);
    reply({ type: 'conversation.item.added', item: message(item.id ?? '') });
    expect(seen).toEqual(['conversation.item.added', 'complete']);
  });

  it.each<[RealtimeRequest, object, object]>([
    [
      conversationItemDelete('item_1'),
      { type: 'conversation.item.deleted', item_id: 'item_2' },
      { type: 'conversation.item.deleted', item_id: 'item_1' },
    ],
    [
      { type: 'conversation.item.retrieve', item_id: 'item_1' },
      { type: 'conversation.item.retrieved', item: message('item_2') },
      { type: 'conversation.item.retrieved', item: message('item_1') },
    ],
    [
      { type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0, audio_end_ms: 5 },
      { type: 'conversation.item.truncated', item_id: 'item_2', content_index: 0, audio_end_ms: 5 },
      { type: 'conversation.item.truncated', item_id: 'item_1', content_index: 0, audio_end_ms: 5 },
    ],
    [
      inputAudioBufferCommit(),
      { type: 'input_audio_buffer.cleared' },
      { type: 'input_audio_buffer.committed', item_id: 'item_1' },
    ],
    [
      { type: 'input_audio_buffer.clear' },
      { type: 'input_audio_buffer.committed', item_id: 'item_1' },
      { type: 'input_audio_buffer.cleared' },
    ],
    [
      responseCancel({ response_id: 'resp_1' }),
      { type: 'response.done', response: { id: 'resp_2', object: 'realtime.response' } },
      { type: 'response.done', response: { id: 'resp_1', object: 'realtime.response' } },
    ],
  ])('knows the reply of $type', (event, other, own) => {
    const { seen, reply } = setUp(event);
    reply(other);
    expect(seen).toEqual([]);
    reply(own);
    expect(seen).toEqual([expect.any(String), 'complete']);
  });

  it('answers response.create with its whole response and nothing of another', () => {
    const { sent, seen, reply } = setUp(responseCreate({ conversation: 'none' }));
    const { response } = sent as Extract<ClientEvent, { type: 'response.create' }>;
    const delta = (response_id: string) => ({
      type: 'response.output_text.delta',
      response_id,
      item_id: 'item_1',
      output_index: 0,
      content_index: 0,
      delta: 'x',
    });
    reply({ type: 'response.created', response: { id: 'resp_vad', object: 'realtime.response' } });
    reply({
      type: 'response.created',
      response: { id: 'resp_1', object: 'realtime.response', metadata: response?.metadata },
    });
    reply(delta('resp_vad'));
    reply(delta('resp_1'));
    reply({ type: 'response.done', response: { id: 'resp_vad', object: 'realtime.response' } });
    reply({ type: 'response.done', response: { id: 'resp_1', object: 'realtime.response' } });
    expect(seen).toEqual(['response.created', 'response.output_text.delta', 'response.done', 'complete']);
  });

  it('fails with the error that names its event, and says which races are benign', () => {
    const lost = setUp(responseCancel());
    lost.reply(errorFor('another', 'response_cancel_not_active'));
    expect(lost.seen).toEqual([]);
    lost.reply(errorFor(lost.sent.event_id, 'response_cancel_not_active'));
    expect(lost.seen).toEqual(['error response_cancel_not_active benign']);

    const refused = setUp(sessionUpdate({}));
    refused.reply(errorFor(refused.sent.event_id, 'invalid_value'));
    expect(refused.seen).toEqual(['error invalid_value']);
  });

  it('fails after timeoutMs without a reply, and leaves the socket', () => {
    const { scheduler, seen, server } = setUp(sessionUpdate({}));
    scheduler.flush();
    expect(scheduler.now()).toBe(1_000);
    expect(seen).toEqual(['error timeout']);
    expect(server.observed).toBe(false);
  });

  const asked = (config: RequestConfig = {}) => {
    const parts = setUp(responseCreate(), config);
    const { response } = parts.sent as Extract<ClientEvent, { type: 'response.create' }>;
    const created = () =>
      parts.reply({
        type: 'response.created',
        response: { id: 'resp_1', object: 'realtime.response', metadata: response?.metadata },
      });
    return { ...parts, created };
  };

  it('leaves no timer behind, however it ends', () => {
    for (const end of [
      ({ server }: ReturnType<typeof setUp>) => server.next(cleared),
      ({ server }: ReturnType<typeof setUp>) => server.next(cut),
      ({ subscription }: ReturnType<typeof setUp>) => subscription.unsubscribe(),
    ]) {
      const parts = setUp({ type: 'input_audio_buffer.clear' });
      expect(parts.scheduler.actions).toHaveLength(1);
      end(parts);
      expect(parts.scheduler.actions).toEqual([]);
    }
  });

  it('fails when a response that has begun falls silent', () => {
    const { scheduler, seen, created, reply, server } = asked();
    created();
    scheduler.schedule(() => undefined, 20_000);
    scheduler.maxFrames = 20_000;
    scheduler.flush();
    reply({ type: 'response.output_item.added', response_id: 'resp_1', output_index: 0, item: message('i') });
    scheduler.maxFrames = Infinity;
    scheduler.flush();
    expect(scheduler.now()).toBe(20_000 + 30_000);
    expect(seen).toEqual(['response.created', 'response.output_item.added', 'error timeout']);
    expect(server.observed).toBe(false);
  });

  it.each<[string, ServerEvent]>([
    ['is lost', cut],
    ['is replaced', { type: 'session.created', event_id: 'e', session: { type: 'realtime' } }],
  ])('fails when the session of a response %s', (_, event) => {
    const { seen, created, server } = asked();
    created();
    server.next(event);
    expect(seen).toEqual(['response.created', 'error disconnected']);
  });

  it('leaves a response alone when nobody waits for it any more, unless it is to be cancelled', () => {
    const alone = asked();
    alone.created();
    alone.subscription.unsubscribe();
    expect(alone.all).toHaveLength(1);

    const begun = asked({ cancelOnUnsubscribe: true });
    begun.created();
    begun.subscription.unsubscribe();
    expect(begun.all.at(-1)).toMatchObject({ type: 'response.cancel', response_id: 'resp_1' });

    const toCome = asked({ cancelOnUnsubscribe: true });
    toCome.subscription.unsubscribe();
    expect(toCome.all).toHaveLength(1);
    toCome.reply({ type: 'response.created', response: { id: 'resp_vad', object: 'realtime.response' } });
    expect(toCome.all).toHaveLength(1);
    toCome.created();
    expect(toCome.all.at(-1)).toMatchObject({ type: 'response.cancel', response_id: 'resp_1' });
    expect(toCome.server.observed).toBe(false);
  });

  it('does not cancel what has ended by itself', () => {
    const { all, created, reply, seen } = asked({ cancelOnUnsubscribe: true });
    created();
    reply({ type: 'response.done', response: { id: 'resp_1', object: 'realtime.response' } });
    expect(seen).toEqual(['response.created', 'response.done', 'complete']);
    expect(all).toHaveLength(1);
  });

  it('tells answers that come in order apart, whoever waits for them', () => {
    const { socket, sent, reply } = fakeSocket();
    const seen: string[] = [];
    const ask = (name: string, event: RealtimeRequest) =>
      request(socket, event, { scheduler: new VirtualTimeScheduler() }).subscribe({
        next: (answer) => seen.push(`${name} ${(answer as ServerEvent).type}`),
        error: ({ code }: RequestError) => seen.push(`${name} ${code}`),
      });
    ask('A', sessionUpdate({ instructions: 'A' }));
    ask('B', sessionUpdate({}));
    ask('C', sessionUpdate({ instructions: 'C' }));
    const [, second] = sent as { event_id: string }[];
    reply({ type: 'session.updated', session: { type: 'realtime', id: 's', object: 'realtime.session' } });
    expect(seen).toEqual(['A session.updated']);
    reply(errorFor(second!.event_id, 'invalid_value'));
    reply({ type: 'session.updated', session: { type: 'realtime', id: 's', object: 'realtime.session' } });
    expect(seen).toEqual(['A session.updated', 'B invalid_value', 'C session.updated']);
  });

  it('is not answered by the end of a response beside the conversation', () => {
    const { seen, reply } = setUp(responseCancel());
    const done = (id: string, conversation_id: string | null) =>
      reply({ type: 'response.done', response: { id, object: 'realtime.response', conversation_id } });
    done('resp_aside', null);
    expect(seen).toEqual([]);
    done('resp_1', 'conv_1');
    expect(seen).toEqual(['response.done', 'complete']);
  });

  it('is refused by an error that names nobody and can be about nothing else', () => {
    const { seen, reply } = setUp({
      type: 'conversation.item.truncate',
      item_id: 'item_1',
      content_index: 0,
      audio_end_ms: 2_535,
    });
    const text = 'Audio content of 2450ms is already shorter than 2535ms';
    reply({
      type: 'error',
      error: { ...errorFor('', 'invalid_value').error, message: text, event_id: null },
    });
    expect(seen).toEqual(['error invalid_value benign']);
  });

  describe('on a socket that tells more', () => {
    const telling = (state: string) => {
      const fake = fakeSocket();
      const delivery$ = new Subject<Delivery<ClientEvent, ServerEvent>>();
      const undelivered$ = new Subject<{ event: ClientEvent; error: Error & { code: string } }>();
      const socket: RequestSocket = Object.assign(fake.socket, {
        delivery$,
        undelivered$,
        status$: of({ state }),
      });
      const seen: string[] = [];
      const start = () =>
        request(socket, sessionUpdate({}), { scheduler: new VirtualTimeScheduler() }).subscribe({
          next: ({ type }) => seen.push(type),
          error: ({ code }: RequestError) => seen.push(code),
        });
      return { ...fake, delivery$, undelivered$, seen, start };
    };

    it.each(['idle', 'closing', 'closed'])('opens no connection of its own: %s', (state) => {
      const { start, seen, sent, server } = telling(state);
      start();
      expect(seen).toEqual(['not_connected']);
      expect(sent).toEqual([]);
      expect(server.observed).toBe(false);
    });

    it.each(['connecting', 'open', 'ready', 'restoring', 'rotating'])('is sent while it is %s', (state) => {
      const { start, sent } = telling(state);
      start();
      expect(sent).toHaveLength(1);
    });

    it('believes its account, and not the order of what it hears', () => {
      const { start, sent, reply, delivery$, seen } = telling('ready');
      start();
      reply({ type: 'session.updated', session: { type: 'realtime', id: 's', object: 'realtime.session' } });
      expect(seen).toEqual([]);
      delivery$.next({ state: 'acknowledged', event: sent[0]!, generation: 1, reply: updated });
      expect(seen).toEqual(['session.updated']);
    });

    it('fails at once when the event is not sent, and says why', () => {
      const { start, sent, undelivered$, seen } = telling('ready');
      start();
      const error = Object.assign(new Error('full'), { code: 'control_lane_full' });
      undelivered$.next({ event: sessionUpdate({}), error });
      expect(seen).toEqual([]);
      undelivered$.next({ event: sent[0]!, error });
      expect(seen).toEqual(['control_lane_full']);
    });
  });

  it('fails when the socket ends, either way', () => {
    const broken = setUp(sessionUpdate({}));
    broken.server.error(new Error('down'));
    expect(broken.seen).toEqual(['error disconnected']);
    const closed = setUp(sessionUpdate({}));
    closed.server.complete();
    expect(closed.seen).toEqual(['error disconnected']);
  });

  it('stops waiting when it is unsubscribed, and sends again when subscribed again', () => {
    const { socket, sent, server } = fakeSocket();
    const pending$ = request(socket, sessionUpdate({}), { scheduler: new VirtualTimeScheduler() });
    expect(sent).toEqual([]);
    pending$.subscribe().unsubscribe();
    expect(server.observed).toBe(false);
    pending$.subscribe().unsubscribe();
    expect(sent).toHaveLength(2);
  });

  it.each<[string, string, string, string]>([
    ['replied to', '-x-r-', '---(r|)', '^--!'],
    ['replied to at once', 'r--', '(r|)', '(^!)'],
    ['replied to twice', '-r-r-', '-(r|)', '^!'],
    ['not replied to by a socket that never emits', '-', '9ms #', '^ 8ms !'],
    ['not replied to by a socket that never ends', '-x-x-', '9ms #', '^ 8ms !'],
    ['not replied to by a socket that completes', '--|', '--#', '^-!'],
    ['not replied to by a socket that fails', '--#', '--#', '^-!'],
  ])('is %s', (_, replies, expected, subscription) => {
    const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const server = cold<ServerEvent>(replies, { x: cleared, r: updated });
      const socket = Object.assign(new Observable<ServerEvent>((s) => server.subscribe(s)), {
        next: () => undefined,
      });
      const reply$ = request(socket, sessionUpdate({}), { timeoutMs: 9, scheduler });
      const outcome$ = reply$.pipe(catchError((error: RequestError) => throwError(() => error._tag)));
      expectObservable(outcome$).toBe(expected, { r: updated }, 'RequestError');
      expectSubscriptions(server.subscriptions).toBe(subscription);
    });
  });

  it('passes on what sending throws', () => {
    const socket = Object.assign(new Subject<ServerEvent>().asObservable(), {
      next: () => {
        throw new Error('closed');
      },
    });
    const errors: unknown[] = [];
    request(socket, sessionUpdate({}), { scheduler: new VirtualTimeScheduler() }).subscribe({
      error: (error) => errors.push(error),
    });
    expect(errors).toEqual([new Error('closed')]);
  });

  it('infers the reply from the request, and refuses events that have none', () => {
    const infer = (socket: RequestSocket) => {
      expectTypeOf(request(socket, sessionUpdate({}))).toEqualTypeOf<Observable<SessionUpdated>>();
      expectTypeOf(request(socket, inputAudioBufferCommit())).toEqualTypeOf<
        Observable<InputAudioBufferCommitted>
      >();
      expectTypeOf(request(socket, responseCreate())).toEqualTypeOf<Observable<ResponseEvent>>();
      // @ts-expect-error an append is never answered
      request(socket, inputAudioBufferAppend(''));
    };
    expect(infer).toBeDefined();
  });
});
