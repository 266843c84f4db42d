import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  conversationItemDelete,
  inputAudioBufferCommit,
  responseCancel,
  sessionUpdate,
  userText,
} from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import * as t from 'io-ts';
import { VirtualTimeScheduler } from 'rxjs';
import { memoryLedger } from '../ledger/memoryLedger.ts';
import { durableSocket } from './durableSocket.ts';
import type { DurableSocketConfig } from './durableSocketConfig.ts';

const session = (fields: object = {}) => ({
  type: 'realtime',
  id: 'sess_1',
  object: 'realtime.session',
  ...fields,
});
const created = { type: 'session.created', event_id: 'event_1', session: session() };
const added = (id: string) => ({
  type: 'conversation.item.added',
  event_id: `event_${id}`,
  previous_item_id: null,
  item: {
    type: 'message',
    role: 'user',
    id,
    status: 'completed',
    content: [{ type: 'input_text', text: 'Hi' }],
  },
});
const done = (id: string) => ({ ...added(id), type: 'conversation.item.done' });
/** What is read of a frame. */
const Sent = t.intersection([
  t.type({ type: t.string }),
  t.partial({ event_id: t.string, item: t.type({ id: t.string }) }),
]);
type Sent = t.TypeOf<typeof Sent>;

/** A socket, what it tells, and the network that a spec plays. */
const setUp = (config: Partial<DurableSocketConfig> = {}) => {
  const scheduler = new VirtualTimeScheduler();
  const { sockets, WebSocket } = fakeWebSockets();
  const socket = durableSocket({
    url: 'ws://server',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: WebSocket,
    scheduler,
    retry: { firstMs: 1, random: () => 0.5 },
    ...config,
  });
  const events: ServerEvent[] = [];
  const ends: string[] = [];
  const fates: string[] = [];
  const gapsMs: number[] = [];
  socket.delivery$.subscribe(({ state, event }) => fates.push(`${event.type} ${state}`));
  socket.audioGap$.subscribe(({ durationMs }) => gapsMs.push(durationMs));
  const run = (ms: number): void => {
    scheduler.maxFrames = scheduler.frame + ms;
    scheduler.flush();
  };
  const listen = () =>
    socket.subscribe({
      next: (event) => events.push(event),
      error: (error: unknown) => ends.push(String(error)),
      complete: () => ends.push('complete'),
    });
  /** The newest connection comes about. */
  const reach = () => {
    run(10);
    const line = sockets.at(-1);
    if (line === undefined) throw new Error('nobody has dialled');
    line.open();
    line.message(created);
    return line;
  };
  const sentBy = (line: { readonly sent: readonly string[] }): readonly Sent[] =>
    line.sent.map((text) => JSON.parse(text) as unknown).filter(Sent.is);
  return { socket, events, ends, fates, gapsMs, run, listen, reach, sentBy, sockets };
};

/** So many milliseconds of silence, as an append. */
const sound = (ms: number) => ({
  type: 'input_audio_buffer.append' as const,
  audio: Buffer.alloc(ms * 48).toString('base64'),
});

describe('durableSocket', () => {
  it('sends what its subscriber sends on an event once, and behind what waits', () => {
    const { socket, reach, run } = setUp();
    socket.next(conversationItemCreate(userText('First')));
    socket.subscribe(({ type }) => {
      if (type === 'session.created') socket.next(conversationItemCreate(userText('Second')));
      if (type === 'connection.lost') socket.next(conversationItemCreate(userText('Third')));
    });
    const first = reach();
    expect(first.sent.map((frame) => /First|Second/.exec(frame)?.[0])).toEqual(['First', 'Second']);
    first.close(1006);
    run(10);
    const second = reach();
    expect(second.sent.map((frame) => /First|Second|Third/.exec(frame)?.[0])).toEqual([
      'First',
      'Second',
      'Third',
    ]);
  });

  it('completes once it was completed', () => {
    const { socket, ends, listen, reach } = setUp();
    listen();
    reach();
    socket.complete();
    expect(ends).toEqual(['complete']);
  });

  it('completes also while there is no connection, and tells what waited', () => {
    const { socket, ends, fates, listen, reach } = setUp();
    listen();
    reach().close(1011);
    socket.next(conversationItemCreate(userText('Hi')));
    socket.complete();
    expect(ends).toEqual(['complete']);
    expect(fates).toEqual(['conversation.item.create unsent']);
  });

  it('tells each event once at its end: what was written as uncertain', () => {
    const { socket, fates, listen, reach } = setUp();
    listen();
    reach();
    socket.next(conversationItemCreate(userText('Hi')));
    socket.complete();
    expect(fates).toEqual(['conversation.item.create uncertain']);
  });

  it('tells a cancel that was written and lost as uncertain, and one that comes too late as unsent', () => {
    const { socket, fates, listen, reach } = setUp();
    listen();
    const line = reach();
    socket.next(responseCancel());
    line.close(1011);
    socket.next(responseCancel());
    expect(fates).toEqual(['response.cancel uncertain', 'response.cancel unsent']);
  });

  it('opens again after the last unsubscription, with what was said', () => {
    const { socket, events, listen, reach, sentBy } = setUp();
    const subscription = listen();
    const first = reach();
    socket.next(conversationItemCreate(userText('Hi')));
    const id = sentBy(first).at(-1)?.item?.id ?? '';
    first.message(added(id));
    subscription.unsubscribe();
    listen();
    const second = reach();
    expect(sentBy(second)).toMatchObject([{ type: 'conversation.item.create', item: { id } }]);
    second.message(added(id));
    second.message(done(id));
    expect(events.map(({ type }) => type)).toEqual([
      'session.created',
      'conversation.item.added',
      'connection.restored',
    ]);
  });

  it('restores with the session that was configured, not the one that was created', () => {
    const { events, listen, reach } = setUp({ session: { instructions: 'Be brief.' } });
    listen();
    const updated = {
      type: 'session.updated',
      event_id: 'event_2',
      session: session({ instructions: 'Be brief.' }),
    };
    const first = reach();
    first.message(updated);
    first.close(1011);
    reach().message(updated);
    expect(events.at(-1)).toMatchObject({
      type: 'connection.restored',
      session: { instructions: 'Be brief.' },
    });
  });

  it('configures the next session as it was last updated, not as it was opened', () => {
    const { socket, listen, reach } = setUp({ session: { instructions: 'You are the receptionist.' } });
    listen();
    const updatedTo = (instructions: string) => ({
      type: 'session.updated',
      event_id: 'event_2',
      session: session({ instructions }),
    });
    const first = reach();
    first.message(updatedTo('You are the receptionist.'));
    socket.next(sessionUpdate({ instructions: 'You are the billing agent.' }));
    first.message(updatedTo('You are the billing agent.'));
    first.close(1011);
    expect(reach().sent.map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { type: 'session.update', session: { instructions: 'You are the billing agent.' } },
    ]);
  });

  it('deletes an item that it has given back, and says so', () => {
    const { socket, events, listen, reach } = setUp();
    listen();
    const first = reach();
    first.message(added('item_1'));
    first.close(1011);
    const second = reach();
    second.message(added('item_1'));
    second.message(done('item_1'));
    socket.next(conversationItemDelete('item_1'));
    second.message({ type: 'conversation.item.deleted', event_id: 'event_9', item_id: 'item_1' });
    expect(events.at(-1)).toMatchObject({ type: 'conversation.item.deleted', item_id: 'item_1' });
  });

  it('deletes an item that the new session was not given, without asking it', () => {
    const { socket, events, fates, listen, reach, sentBy } = setUp({ replay: { maxItems: 1 } });
    listen();
    const first = reach();
    first.message(added('item_2'));
    first.message(added('item_1'));
    first.close(1011);
    const second = reach();
    second.message(added('item_2'));
    socket.next(conversationItemDelete('item_1'));
    expect(sentBy(second)).toMatchObject([{ type: 'conversation.item.create', item: { id: 'item_2' } }]);
    expect(fates).toEqual(['conversation.item.delete acknowledged']);
    second.close(1011);
    const third = reach();
    third.message(added('item_2'));
    expect(events.at(-1)).toMatchObject({ report: { exact: ['item_2'], dropped: [] } });
  });

  it('says what was said before it opened after what a store keeps', () => {
    const ledger = memoryLedger();
    const first = setUp({ ledger });
    const subscription = first.listen();
    first.reach().message(added('item_1'));
    subscription.unsubscribe();
    const second = setUp({ ledger });
    second.socket.next(conversationItemCreate(userText('And now?')));
    second.listen();
    const items = second.sentBy(second.reach()).map(({ item }) => item);
    expect(items).toMatchObject([{ id: 'item_1' }, { content: [{ text: 'And now?' }] }]);
  });

  it('tells no gap in a long turn that was heard as it was spoken, and what is lost of it at a cut', () => {
    const { socket, gapsMs, listen, reach } = setUp({ maxOwedMs: 50 });
    listen();
    const line = reach();
    line.message({
      type: 'input_audio_buffer.speech_started',
      event_id: 'event_3',
      item_id: 'item_1',
      audio_start_ms: 0,
    });
    for (let i = 0; i < 10; i++) socket.next(sound(10));
    expect(gapsMs).toEqual([]);
    line.close(1011);
    reach();
    expect(gapsMs).toEqual([50]);
  });

  it('says sound again that was said after the end of a turn that was committed by hand', () => {
    const manual = { audio: { input: { turn_detection: null } } };
    const { socket, listen, reach, sentBy } = setUp({ session: manual });
    listen();
    const updated = { type: 'session.updated', event_id: 'event_2', session: session(manual) };
    const first = reach();
    first.message(updated);
    socket.next(sound(100));
    socket.next(inputAudioBufferCommit());
    socket.next(sound(200));
    first.message({
      type: 'input_audio_buffer.committed',
      event_id: 'event_4',
      previous_item_id: null,
      item_id: 'item_1',
    });
    first.message(added('item_1'));
    first.close(1011);
    const second = reach();
    second.message(updated);
    const again = sentBy(second).filter(({ type }) => type.startsWith('input_audio_buffer'));
    expect(again).toMatchObject([sound(200)]);
  });

  it('tells a commit that nobody has answered, once', () => {
    const { socket, fates, listen, reach } = setUp();
    listen();
    reach().close(1011);
    socket.next(sound(100));
    socket.next(inputAudioBufferCommit());
    socket.complete();
    expect(fates).toEqual(['input_audio_buffer.commit unsent']);
  });

  it('tells a deletion of an item whose rewriting the server has refused', () => {
    const { socket, events, listen, reach, sentBy } = setUp();
    listen();
    const spoken = {
      type: 'conversation.item.added',
      event_id: 'event_5',
      previous_item_id: null,
      item: {
        type: 'message',
        role: 'assistant',
        id: 'item_1',
        status: 'completed',
        content: [{ type: 'output_audio', transcript: 'Good day to you.' }],
      },
    };
    const first = reach();
    first.message(spoken);
    first.close(1011);
    const second = reach();
    second.message({ ...spoken, type: 'conversation.item.done' });
    socket.next({
      type: 'conversation.item.truncate',
      item_id: 'item_1',
      content_index: 0,
      audio_end_ms: 100,
    });
    const deletion = sentBy(second).find(({ type }) => type === 'conversation.item.delete');
    second.message({
      type: 'error',
      event_id: 'event_6',
      error: {
        type: 'invalid_request_error',
        code: 'x',
        message: 'no',
        param: null,
        event_id: deletion?.event_id,
      },
    });
    second.message({ type: 'conversation.item.deleted', event_id: 'event_7', item_id: 'item_1' });
    expect(events.at(-1)).toMatchObject({ type: 'conversation.item.deleted' });
    expect(events.map(({ type }) => type)).not.toContain('error');
  });
});
