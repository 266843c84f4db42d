import { describe, expect, it } from '@jest/globals';
import type { ConversationItemDelete, ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { map, NEVER, of, pipe, Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { conversation } from './conversation.ts';
import { emptyConversation } from './emptyConversation.ts';
import { reduceConversation } from './reduceConversation.ts';
import { trimConversation } from './trimConversation.ts';
import { keepLastItems, keepLastTurns } from './trimPolicy.ts';
import type { TrimPolicy } from './trimPolicy.ts';

const message = (id: string, role: 'user' | 'assistant' | 'system'): ServerItem => ({
  type: 'message',
  id,
  role,
  content: [],
});
const call = (id: string): ServerItem => ({
  type: 'function_call',
  id,
  call_id: `call_${id}`,
  name: 'f',
  arguments: '{}',
});
const output = (id: string, callId: string): ServerItem => ({
  type: 'function_call_output',
  id,
  call_id: `call_${callId}`,
  output: '1',
});
const added = (item: ServerItem): ServerEvent => ({ type: 'conversation.item.added', event_id: '', item });
const deleted = (item_id: string): ServerEvent => ({
  type: 'conversation.item.deleted',
  event_id: '',
  item_id,
});
const session: ServerEvent = { type: 'session.created', event_id: '', session: { type: 'realtime' } };

const trim = (policy: TrimPolicy, events: readonly ServerEvent[]) => {
  const source = new Subject<ServerEvent>();
  const asked: string[] = [];
  source.pipe(conversation(), trimConversation(policy)).subscribe(({ item_id }) => asked.push(item_id));
  events.forEach((event) => source.next(event));
  return asked;
};

const one = reduceConversation(emptyConversation, added(message('a', 'user')));
const two = reduceConversation(one, added(message('b', 'user')));
const three = reduceConversation(two, added(message('c', 'user')));

describe('trimConversation', () => {
  it('asks once for each item that may go', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('-a-b-c-d-|', {
          a: added(message('a', 'user')),
          b: added(message('b', 'user')),
          c: added(message('c', 'user')),
          d: deleted('a'),
        });
        const asked$ = source.pipe(
          conversation(),
          trimConversation(keepLastItems(1)),
          map(({ item_id }) => item_id),
        );
        expectObservable(asked$).toBe('---a-b---|');
        expectSubscriptions(source.subscriptions).toBe('^--------!');
      },
    );
  });

  it('keeps system messages', () => {
    const events = [message('s', 'system'), message('a', 'user'), message('b', 'assistant')].map(added);
    expect(trim(keepLastItems(1), events)).toEqual(['a']);
  });

  it('keeps whole turns', () => {
    const items = [
      message('s', 'system'),
      message('a', 'user'),
      message('b', 'assistant'),
      message('c', 'user'),
      message('d', 'assistant'),
    ];
    expect(trim(keepLastTurns(1), items.map(added))).toEqual(['a', 'b']);
    expect(trim(keepLastTurns(2), items.map(added))).toEqual([]);
  });

  it('keeps a call and its output together, and a call that waits for its output', () => {
    const items = [
      message('a', 'user'),
      call('c'),
      message('b', 'assistant'),
      output('o', 'c'),
      message('d', 'assistant'),
    ];
    // c may go once its output may, with the output.
    expect(trim(keepLastItems(2), items.map(added))).toEqual(['a', 'b']);
    expect(trim(keepLastItems(1), items.map(added))).toEqual(['a', 'b', 'c', 'o']);
    expect(trim(keepLastItems(1), [call('c'), message('x', 'user')].map(added))).toEqual([]);
  });

  it('leaves items alone that are not finished, or that the server does not know any more', () => {
    const running: ServerItem = {
      type: 'message',
      id: 'r',
      role: 'assistant',
      status: 'in_progress',
      content: [],
    };
    expect(trim(keepLastItems(1), [running, message('a', 'user')].map(added))).toEqual([]);
    const old = [
      session,
      added(message('a', 'user')),
      session,
      added(message('b', 'user')),
      added(message('c', 'user')),
    ];
    expect(trim(keepLastItems(1), old)).toEqual(['b']);
  });

  it.each([keepLastItems, keepLastTurns])('refuses to keep nothing', (policy) => {
    expect(() => policy(0)).toThrow(RangeError);
    expect(() => policy(NaN)).toThrow(RangeError);
  });

  it('passes on what a policy of your own throws', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('-a-a-|', { a: one });
        const policy: TrimPolicy = () => {
          throw new Error('mine');
        };
        expectObservable(source.pipe(trimConversation(policy))).toBe('-#', undefined, new Error('mine'));
        expectSubscriptions(source.subscriptions).toBe('^!');
      },
    );
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        trimConversation(keepLastItems(1)),
        map(({ item_id }) => item_id),
      ),
    values: { a: one, b: two, c: three },
    results: { a: 'a', b: 'b' },
    one: ['-b', '-a'],
    many: ['-a-b-bc-', '---a--b-'],
  });

  it('types what it takes and gives', () => {
    const trimmed$ = NEVER.pipe(trimConversation(keepLastTurns(1)));
    expectTypeOf(trimmed$).toEqualTypeOf<Observable<ConversationItemDelete>>();
    // @ts-expect-error a policy is needed
    trimConversation();
    // @ts-expect-error snapshots, not events
    of(session).pipe(trimConversation(keepLastItems(1)));
  });
});
