import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  conversationItemDelete,
  systemText,
  textOf,
  userText,
} from '@rx-realtime/codecs';
import type { Item, RestoreReport, ServerItem } from '@rx-realtime/codecs';
import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
import { createSimulator, virtualTime } from '@rx-realtime/simulator';
import { concat, config as rxConfig, map, NEVER, of, throwError, timer } from 'rxjs';
import type { ObservableInput, SchedulerLike } from 'rxjs';
import { durableSocket } from '../durable/durableSocket.ts';
import type { DurableSocket } from '../durable/durableSocket.ts';
import { summarised } from './summarised.ts';
import type { SummarisedConfig } from './summarised.ts';

type Summarise = (items: readonly Item[], scheduler: SchedulerLike) => ObservableInput<readonly Item[]>;

const told = (itemId: string) => ({ itemId, reason: 'told in a summary' });

/** A conversation of which a new session is given eight items, and whose line can be cut. */
const setUp = (summarise: Summarise, config: Partial<SummarisedConfig> = {}) => {
  const scheduler = virtualTime();
  const { WebSocket } = createSimulator({ scheduler });
  let cut = (): void => undefined;
  const WebSocketCtor = new Proxy(WebSocket, {
    construct: (target, [url, protocols, options]: ConstructorParameters<typeof WebSocket>) => {
      const line = new target(url, protocols, options);
      cut = () => line.terminate();
      return line;
    },
  });
  const asked: string[][] = [];
  const failures: unknown[] = [];
  const socket: DurableSocket = durableSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor,
    scheduler,
    session: { output_modalities: ['text'] },
    retry: { firstMs: 1 },
    replay: summarised({
      maxItems: 8,
      summarise: (items) => {
        asked.push(items.map((item) => ('content' in item ? textOf(item as ServerItem) : item.type)));
        return summarise(items, scheduler);
      },
      failureObserver: { next: (failure) => void failures.push(failure) },
      scheduler,
      ...config,
    }),
  });
  const given: string[][] = [];
  const sent: unknown[] = [];
  const reports: RestoreReport[] = [];
  const errors: string[] = [];
  socket.wire$.subscribe(({ direction, frame, generation }) => {
    if (direction !== 'out' || typeof frame !== 'string') return;
    const event = JSON.parse(frame) as { readonly type: string; readonly item?: ServerItem };
    sent.push(event);
    if (event.type === 'conversation.item.create' && event.item?.type === 'message')
      (given[generation - 1] ??= []).push(textOf(event.item));
  });
  socket.restored$.subscribe(({ report }) => reports.push(report));
  const events: string[] = [];
  socket.subscribe((event) => {
    events.push(event.type);
    if (event.type === 'error') errors.push(event.error.message);
  });
  let words: readonly string[] = [];
  socket.conversation$.subscribe(({ items }) => (words = items.map((item) => textOf(item))));
  let said = 0;
  return {
    scheduler,
    socket,
    asked,
    failures,
    given,
    sent,
    reports,
    errors,
    events,
    words: () => words,
    /** The user says so many things more. */
    say: (count: number): void => {
      for (const end = said + count; said < end; said++)
        socket.next(conversationItemCreate({ ...userText(String(said)), id: `item_${said}` }));
      scheduler.advanceTo(scheduler.now() + 1_000);
    },
    lose: (ms = 1_000): void => {
      cut();
      scheduler.advanceTo(scheduler.now() + ms);
    },
  };
};

const sum: Summarise = (items) => of([systemText(`so far: ${items.length}`)]);

describe('summarised', () => {
  it('asks nobody while everything fits', () => {
    const { asked, given, reports, say, lose } = setUp(sum);
    say(8);
    lose();
    expect(asked).toEqual([]);
    expect(given[1]).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
    expect(reports[0]).toMatchObject({ degraded: [], dropped: [] });
  });

  it('tells what does not fit, before what does, and leaves the conversation as it is', () => {
    const { asked, given, reports, errors, events, words, say, lose } = setUp(sum);
    say(10);
    lose();
    expect(asked).toEqual([['0', '1', '2', '3']]);
    expect(given[1]).toEqual(['so far: 4', '4', '5', '6', '7', '8', '9']);
    expect(reports).toMatchObject([
      {
        exact: ['item_4', 'item_5', 'item_6', 'item_7', 'item_8', 'item_9'],
        degraded: [told('item_0'), told('item_1'), told('item_2'), told('item_3')],
        dropped: [],
      },
    ]);
    expect(words()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(events.filter((type) => type === 'conversation.item.added')).toHaveLength(10);
    expect(errors).toEqual([]);
  });

  it('counts what the summary costs', () => {
    const long = of([systemText('word '.repeat(200))]);
    const { reports, say, lose } = setUp(() => long, { maxTokens: 4_000 });
    say(10);
    lose();
    expect(reports[0]?.estimatedTokens).toBeGreaterThan(200);
  });

  it('keeps its summary, and is asked with it when once more does not fit', () => {
    const { asked, given, reports, say, lose } = setUp(sum);
    say(10);
    lose();
    lose();
    say(1);
    lose();
    expect(asked).toHaveLength(1);
    expect(given.slice(2)).toEqual([
      ['so far: 4', '4', '5', '6', '7', '8', '9', '10'],
      ['so far: 4', '4', '5', '6', '7', '8', '9', '10'],
    ]);
    say(2);
    lose();
    expect(asked.slice(1)).toEqual([['so far: 4', '4', '5', '6', '7']]);
    expect(given[4]).toEqual(['so far: 5', '8', '9', '10', '11', '12']);
    expect(reports[3]?.degraded).toHaveLength(8);
  });

  it('tells a call together with its output', () => {
    const { socket, asked, given, errors, reports, say, lose } = setUp(sum);
    const call = {
      type: 'function_call',
      id: 'call',
      call_id: 'call_1',
      name: 'a',
      arguments: '{}',
    } as const;
    const output = { type: 'function_call_output', id: 'output', call_id: 'call_1', output: 'b' } as const;
    say(2);
    socket.next(conversationItemCreate(call));
    socket.next(conversationItemCreate(output));
    say(7);
    lose();
    expect(asked).toEqual([['0', '1', 'function_call', 'function_call_output', '2']]);
    expect(given[1]).toEqual(['so far: 5', '3', '4', '5', '6', '7', '8']);
    expect(reports[0]).toMatchObject({
      degraded: [told('item_0'), told('item_1'), told('call'), told('item_2')],
      dropped: [],
    });
    expect(errors).toEqual([]);
  });

  it.each<readonly [string, Summarise, string]>([
    ['fails', () => throwError(() => new Error('no model')), 'no model'],
    [
      'throws',
      () => {
        throw new Error('no idea');
      },
      'no idea',
    ],
    ['has nothing to say', () => [], 'no elements in sequence'],
    ['never answers', () => NEVER, 'no summary within 10000 ms'],
    [
      'gives too much',
      () => of([1, 2, 3].map(() => systemText('so'))),
      'the summary fills more than a quarter of the limits',
    ],
  ])('drops the oldest, and says why, where it %s', (_, summarise, message) => {
    const { failures, given, reports, words, say, lose } = setUp(summarise);
    say(10);
    lose(20_000);
    expect(failures).toMatchObject([{ message }]);
    expect(given[1]).toEqual(['2', '3', '4', '5', '6', '7', '8', '9']);
    const reason = 'over the limits, and not summarised';
    expect(reports).toMatchObject([
      {
        degraded: [],
        dropped: [
          { itemId: 'item_0', reason },
          { itemId: 'item_1', reason },
        ],
      },
    ]);
    expect(words()).toHaveLength(10);
  });

  it('survives an observer of failures that throws', async () => {
    const unhandled = new Promise((resolve) => (rxConfig.onUnhandledError = resolve));
    const mine = new Error('mine');
    const throwMine = (): never => {
      throw mine;
    };
    const { given, say, lose } = setUp(() => throwError(() => new Error('no model')), {
      failureObserver: { next: throwMine },
    });
    say(10);
    lose();
    expect(await unhandled).toBe(mine);
    rxConfig.onUnhandledError = null;
    expect(given[1]).toEqual(['2', '3', '4', '5', '6', '7', '8', '9']);
  });

  it('is asked again after it has failed, and keeps the summary from before', () => {
    const answers = [of([systemText('the beginning')]), NEVER, of([systemText('all of it')])];
    const { given, asked, reports, say, lose } = setUp(() => answers.shift() ?? []);
    say(10);
    lose();
    say(4);
    lose(20_000);
    expect(given[2]).toEqual(['the beginning', '7', '8', '9', '10', '11', '12', '13']);
    expect(reports[1]).toMatchObject({
      degraded: [told('item_0'), told('item_1'), told('item_2'), told('item_3')],
      dropped: [{ itemId: 'item_4' }, { itemId: 'item_5' }, { itemId: 'item_6' }],
    });
    lose();
    expect(asked[2]?.[0]).toBe('the beginning');
    expect(given[3]?.[0]).toBe('all of it');
    expect(reports[2]?.dropped).toEqual([]);
  });

  it('is waited for, and what is said meanwhile comes behind it', () => {
    const { scheduler, socket, given, say, lose } = setUp((items, time) =>
      concat(timer(3_000, time).pipe(map(() => [systemText(`so far: ${items.length}`)])), NEVER),
    );
    const states: string[] = [];
    say(10);
    socket.status$.subscribe(({ state }) => states.push(state));
    lose(2_000);
    expect(states.at(-1)).toBe('closed');
    say(1);
    scheduler.advanceTo(scheduler.now() + 2_000);
    expect(given[1]).toEqual(['so far: 4', '4', '5', '6', '7', '8', '9', '10']);
    expect(states.at(-1)).toBe('ready');
  });

  it('is asked before a rotation too, while the session that there is goes on', () => {
    const { scheduler, socket, given, reports, errors, events, say } = setUp((_, time) =>
      timer(3_000, time).pipe(map(() => [systemText('so far')])),
    );
    say(10);
    socket.rotate();
    say(1);
    scheduler.advanceTo(scheduler.now() + 4_000);
    expect(given).toEqual([
      ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
      ['so far', '4', '5', '6', '7', '8', '9', '10'],
    ]);
    expect(reports).toHaveLength(1);
    expect(events).not.toContain('connection.lost');
    expect(errors).toEqual([]);
  });

  it('is not waited for any more when the conversation ends', () => {
    const { scheduler, socket, given, events, say, lose } = setUp((_, time) =>
      timer(3_000, time).pipe(map(() => [systemText('so far')])),
    );
    say(10);
    lose(1_000);
    socket.complete();
    scheduler.advanceTo(scheduler.now() + 10_000);
    expect(given).toHaveLength(1);
    expect(events.at(-1)).toBe('connection.lost');
  });

  it('does not ask a session about what it was told of', () => {
    const { socket, sent, errors, words, say, lose } = setUp(sum);
    say(10);
    lose();
    sent.length = 0;
    socket.next(conversationItemDelete('item_1'));
    say(0);
    expect([sent, errors]).toEqual([[], []]);
    expect(words()).not.toContain('1');
    lose();
    expect(words()).toHaveLength(9);
  });

  it('has no place in another conversation', () => {
    const holding = (...ids: readonly string[]) =>
      ids.reduce(
        (before, id) =>
          reduceConversation(before, {
            type: 'conversation.item.added',
            event_id: id,
            item: { ...userText(id), id },
          }),
        emptyConversation,
      );
    const replay = summarised({ maxItems: 4, summarise: () => [[systemText('so far')]] });
    const [one, two] = [holding('a', 'b', 'c', 'd', 'e'), holding('f', 'g')];
    replay.prepare(one).subscribe();
    expect(replay.plan(one).creates).toHaveLength(4);
    expect(replay.plan(two).creates.map(({ item }) => item.id)).toEqual(['f', 'g']);
  });
});
