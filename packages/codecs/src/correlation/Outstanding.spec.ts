import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import type { ServerEvent } from '../events/serverEventCodecs.ts';
import type { Correlation } from './correlation.ts';
import { Outstanding } from './Outstanding.ts';
import { realtimeCorrelation, requestKey } from './realtimeCorrelation.ts';

const outstanding = (...events: readonly ClientEvent[]): Outstanding<ClientEvent, ServerEvent> => {
  const account = new Outstanding<ClientEvent, ServerEvent>(realtimeCorrelation);
  for (const event of events) account.add(event);
  return account;
};

const error = (details: Partial<Extract<ServerEvent, { type: 'error' }>['error']>): ServerEvent => ({
  type: 'error',
  event_id: 'event_s',
  error: {
    type: 'invalid_request_error',
    message: 'no',
    code: null,
    param: null,
    event_id: null,
    ...details,
  },
});

const session = { type: 'realtime', object: 'realtime.session', id: 'sess_1' } as const;
const updated: ServerEvent = { type: 'session.updated', event_id: 'event_s', session };
const update = (eventId: string): ClientEvent => ({
  type: 'session.update',
  event_id: eventId,
  session: { type: 'realtime' },
});
const create = (eventId: string, id: string): ClientEvent => ({
  type: 'conversation.item.create',
  event_id: eventId,
  item: { type: 'message', role: 'user', id, content: [{ type: 'input_text', text: 'a' }] },
});
const added = (id: string): ServerEvent => ({
  type: 'conversation.item.added',
  event_id: 'event_s',
  previous_item_id: null,
  item: { type: 'message', role: 'user', id, status: 'completed', content: [] },
});
const truncate = (eventId: string, itemId: string): ClientEvent => ({
  type: 'conversation.item.truncate',
  event_id: eventId,
  item_id: itemId,
  content_index: 0,
  audio_end_ms: 100,
});
const responseCreate = (
  eventId: string,
  response: Extract<ClientEvent, { type: 'response.create' }>['response'] = {},
): ClientEvent => ({ type: 'response.create', event_id: eventId, response });
const response = (
  type: 'response.created' | 'response.done',
  id: string,
  more: {
    readonly conversation_id?: string | null;
    readonly metadata?: Readonly<Record<string, string>>;
  } = {},
): ServerEvent => ({
  type,
  event_id: 'event_s',
  response: {
    object: 'realtime.response',
    id,
    conversation_id: 'conv_1',
    status: 'completed',
    output: [],
    ...more,
  },
});
const cancel = (eventId: string, responseId?: string): ClientEvent => ({
  type: 'response.cancel',
  event_id: eventId,
  ...(responseId !== undefined && { response_id: responseId }),
});

describe('Outstanding', () => {
  it('settles the nth update by the nth answer, be it a refusal', () => {
    const account = outstanding(update('a'), update('b'), update('c'));
    expect(account.settle(updated)?.event_id).toBe('a');
    expect(account.settle(error({ code: 'invalid_value', event_id: 'b' }))?.event_id).toBe('b');
    expect(account.settle(updated)?.event_id).toBe('c');
    expect(account.settle(updated)).toBeUndefined();
  });

  it('knows items by their ids, in any order', () => {
    const account = outstanding(create('a', 'item_1'), create('b', 'item_2'));
    expect(account.settle(added('item_2'))?.event_id).toBe('b');
    expect(account.settle(added('item_3'))).toBeUndefined();
    expect(account.settle(added('item_1'))?.event_id).toBe('a');
  });

  it('knows a response by its metadata, or by its line: in the conversation, or outside', () => {
    const account = outstanding(
      responseCreate('in'),
      responseCreate('aside', { conversation: 'none' }),
      responseCreate('named', { metadata: { [requestKey]: 'named' } }),
    );
    expect(
      account.settle(response('response.created', 'r1', { metadata: { [requestKey]: 'named' } }))?.event_id,
    ).toBe('named');
    expect(
      account.settle(response('response.created', 'r2', { metadata: { [requestKey]: 'other' } })),
    ).toBeUndefined();
    expect(account.settle(response('response.created', 'r3', { conversation_id: null }))?.event_id).toBe(
      'aside',
    );
    expect(account.settle(response('response.created', 'r4'))?.event_id).toBe('in');
  });

  it('does not take the end of an out-of-band response for that of a cancelled one', () => {
    const account = outstanding(cancel('a'), cancel('b', 'r2'));
    expect(account.settle(response('response.done', 'r1', { conversation_id: null }))).toBeUndefined();
    expect(account.settle(response('response.done', 'r2', { conversation_id: null }))?.event_id).toBe('b');
    expect(account.settle(response('response.done', 'r3'))?.event_id).toBe('a');
  });

  it.each<[string, Parameters<typeof error>[0], string | undefined]>([
    [
      'a truncation that goes too far',
      { code: 'invalid_value', message: 'Audio content of 2450ms is already shorter than 2535ms' },
      'cut',
    ],
    ['a cancel that came too late', { code: 'response_cancel_not_active' }, 'cancel'],
    ['an error that any of them can have caused', { code: 'invalid_value' }, undefined],
    ['an error of the service', { type: 'server_error', code: null }, undefined],
  ])('gives an error without an id to the event it can only be about: %s', (_, details, eventId) => {
    const account = outstanding(update('update'), truncate('cut', 'item_1'), cancel('cancel'));
    expect(account.settle(error(details))?.event_id).toBe(eventId);
  });

  it('gives a general error without an id to the only event there is', () => {
    expect(outstanding(update('a')).settle(error({ code: 'invalid_value' }))?.event_id).toBe('a');
    expect(outstanding(update('a')).settle(error({ code: 'session_expired' }))).toBeUndefined();
  });

  it('gives it an error of the service, and one without a code', () => {
    expect(
      outstanding(update('a')).settle(error({ type: 'server_error', code: 'overloaded' }))?.event_id,
    ).toBe('a');
    expect(outstanding(update('a')).settle(error({ code: null }))?.event_id).toBe('a');
  });

  it('gives an error to nobody when events of two kinds can have caused it', () => {
    const table: Correlation<{ type: 'a' | 'b'; event_id: string }, { type: 'c' }> = {
      a: { replies: ['c'], refusedBy: () => true },
      b: { replies: ['c'], refusedBy: () => true },
    };
    const account = new Outstanding<{ type: 'a' | 'b'; event_id: string }, ServerEvent | { type: 'c' }>(
      table,
    );
    account.add({ type: 'a', event_id: 'first' });
    account.add({ type: 'a', event_id: 'second' });
    expect(account.settle(error({ code: 'no' }))?.event_id).toBe('first');
    account.add({ type: 'b', event_id: 'third' });
    expect(account.settle(error({ code: 'no' }))).toBeUndefined();
  });

  it('starts afresh when it was drained', () => {
    const account = outstanding(update('a'));
    account.drain();
    account.add(update('b'));
    expect(account.settle(updated)?.event_id).toBe('b');
  });

  it('leaves alone what has no answer: sound, and events that nobody can name', () => {
    const account = outstanding(
      { type: 'input_audio_buffer.append', event_id: 'a', audio: '' },
      { type: 'session.close', event_id: 'b' },
      { type: 'input_audio_buffer.clear' },
    );
    expect(account.size).toBe(0);
  });

  it('is not led astray by types that every object has', () => {
    const account = new Outstanding<{ type: string; event_id: string }, { type: string }>({});
    account.add({ type: 'constructor', event_id: 'a' });
    expect(account.size).toBe(0);
    expect(account.settle({ type: 'toString' })).toBeUndefined();
  });

  it('keeps so many and no more, and names the one that it gives up', () => {
    const account = new Outstanding<ClientEvent, ServerEvent>(realtimeCorrelation, 2);
    expect(account.add(update('a'))).toBeUndefined();
    expect(account.add(update('b'))).toBeUndefined();
    expect(account.add(update('c'))?.event_id).toBe('a');
    expect(account.drain().map(({ event_id: id }) => id)).toEqual(['b', 'c']);
    expect(account.size).toBe(0);
  });

  it('gives up an event whose id comes again', () => {
    const account = outstanding(update('a'));
    expect(account.add(truncate('a', 'item_1'))?.type).toBe('session.update');
    expect(account.settle(updated)).toBeUndefined();
    expect(account.drain().map(({ type }) => type)).toEqual(['conversation.item.truncate']);
  });

  it('serves another protocol by another table', () => {
    type Out = { type: 'session.start'; event_id: string };
    type In = { type: 'session.started' };
    const table: Correlation<Out, In> = { 'session.start': { replies: ['session.started'] } };
    const account = new Outstanding<Out, In>(table);
    account.add({ type: 'session.start', event_id: 'a' });
    expect(account.settle({ type: 'session.started' })?.event_id).toBe('a');
  });

  it('settles each event once, whatever the order of the answers', () => {
    const ids = fc.uniqueArray(fc.nat(50), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(
        ids.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all))),
        ([sent, answered]) => {
          const account = outstanding(...sent.map((n) => create(`event_${n}`, `item_${n}`)));
          const settled = answered.map((n) => account.settle(added(`item_${n}`))?.event_id);
          expect(settled).toEqual(answered.map((n) => `event_${n}`));
          const left = sent.filter((n) => !answered.includes(n)).map((n) => `event_${n}`);
          expect(account.drain().map(({ event_id: id }) => id)).toEqual(left);
        },
      ),
    );
  });
});
