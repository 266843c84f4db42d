import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  conversationItemDelete,
  responseCreate,
  textOf,
  userText,
} from '@rx-realtime/codecs';
import type { RestoreReport, ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import type { FakeWebSocket } from '@rx-realtime/test-kit';
import { VirtualTimeScheduler } from 'rxjs';
import { durableSocket } from '../src/index.ts';

const session = { type: 'realtime', id: 'sess_1', object: 'realtime.session' };
const message = (id: string, role: 'user' | 'assistant', text: string, status = 'completed') => ({
  type: 'message',
  id,
  role,
  status,
  content:
    text === '' ? [] : [role === 'user' ? { type: 'input_text', text } : { type: 'output_text', text }],
});
let count = 0;
const event = (type: string, fields: object = {}) => ({ type, event_id: `event_${++count}`, ...fields });
const added = (item: object, previous_item_id: string | null) =>
  event('conversation.item.added', { item, previous_item_id });

/** A call that somebody watches by its id; the spec plays the call. */
const watched = () => {
  const scheduler = new VirtualTimeScheduler();
  const { sockets, WebSocket } = fakeWebSockets();
  const socket = durableSocket({
    callId: 'rtc_1',
    apiKey: 'sk-test',
    WebSocketCtor: WebSocket,
    scheduler,
    retry: { firstMs: 1, random: () => 0.5 },
  });
  const events: ServerEvent[] = [];
  const reports: RestoreReport[] = [];
  const fates: string[] = [];
  let items: readonly ServerItem[] = [];
  socket.delivery$.subscribe(({ state, event: { type } }) => fates.push(`${type} ${state}`));
  socket.restored$.subscribe(({ report }) => reports.push(report));
  socket.conversation$.subscribe((conversation) => ({ items } = conversation));
  socket.subscribe((one) => events.push(one));
  const run = (ms: number): void => {
    scheduler.maxFrames = scheduler.frame + ms;
    scheduler.flush();
  };
  /** The newest connection comes about. */
  const reach = (): FakeWebSocket => {
    run(100);
    const line = sockets.at(-1);
    if (line === undefined) throw new Error('nobody has dialled');
    line.open();
    line.message(event('session.created', { session }));
    run(10);
    return line;
  };
  return { socket, sockets, events, reports, fates, run, reach, words: () => items.map(textOf) };
};

const sentTo = (line: FakeWebSocket) =>
  line.sent.map((frame) => JSON.parse(frame) as { readonly type: string });

describe('a call by its call_id', () => {
  it('is gone on with: nothing is replayed, and what it was saying is asked for', () => {
    const { sockets, events, reports, reach, run, words } = watched();
    const first = reach();
    first.message(added(message('item_1', 'user', 'Hello?'), null));
    first.message(
      event('response.created', { response: { id: 'resp_1', conversation_id: 'conv_1', output: [] } }),
    );
    const answer = message('item_2', 'assistant', '', 'in_progress');
    first.message(
      event('response.output_item.added', { response_id: 'resp_1', output_index: 0, item: answer }),
    );
    first.message(added(answer, 'item_1'));
    first.close(1006);
    const second = reach();
    expect(sockets).toHaveLength(2);
    expect(second.url).toContain('call_id=rtc_1');
    expect(sentTo(second)).toMatchObject([{ type: 'conversation.item.retrieve', item_id: 'item_2' }]);
    expect(reports).toEqual([]);
    second.message(
      event('conversation.item.retrieved', { item: message('item_2', 'assistant', 'Good day.') }),
    );
    run(10);
    expect(reports).toEqual([{ exact: ['item_1', 'item_2'], degraded: [], dropped: [], estimatedTokens: 0 }]);
    expect(words()).toEqual(['Hello?', 'Good day.']);
    expect(sentTo(second)).toHaveLength(1);
    expect(events.map(({ type }) => type).slice(-3)).toEqual([
      'connection.lost',
      'connection.restored',
      'conversation.item.retrieved',
    ]);
    second.message(added(message('item_3', 'user', 'Bye.'), 'item_2'));
    expect(words()).toEqual(['Hello?', 'Good day.', 'Bye.']);
  });

  it('names what it does not have any more', () => {
    const { reports, reach, run } = watched();
    const first = reach();
    first.message(
      event('response.created', { response: { id: 'resp_1', conversation_id: 'conv_1', output: [] } }),
    );
    const answer = message('item_2', 'assistant', '', 'in_progress');
    first.message(
      event('response.output_item.added', { response_id: 'resp_1', output_index: 0, item: answer }),
    );
    first.message(added(answer, null));
    first.close(1006);
    const second = reach();
    const [{ event_id } = { event_id: '' }] = second.sent.map(
      (frame) => JSON.parse(frame) as { event_id: string },
    );
    const error = {
      type: 'invalid_request_error',
      code: 'item_retrieve_invalid_item_id',
      message: 'gone',
      event_id,
    };
    second.message(event('error', { error }));
    run(10);
    expect(reports).toMatchObject([{ exact: [], dropped: [{ itemId: 'item_2', reason: 'refused: gone' }] }]);
  });

  it('is not told anything twice: what it may have heard is uncertain, and the rest is sent', () => {
    const { socket, fates, reach, run } = watched();
    const first = reach();
    first.message(added(message('item_1', 'user', 'Hello?'), null));
    socket.next(conversationItemCreate({ ...userText('Whisper.'), id: 'item_2' }));
    socket.next(responseCreate());
    run(10);
    expect(sentTo(first).map(({ type }) => type)).toEqual(['conversation.item.create', 'response.create']);
    first.close(1006);
    run(0);
    socket.next(conversationItemDelete('item_1'));
    const second = reach();
    expect(fates).toEqual(['conversation.item.create uncertain', 'response.create uncertain']);
    expect(sentTo(second)).toMatchObject([{ type: 'conversation.item.delete', item_id: 'item_1' }]);
  });
});
