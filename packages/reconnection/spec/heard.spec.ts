import { describe, expect, it } from '@jest/globals';
import {
  conversationItemCreate,
  conversationItemTruncate,
  itemIdOf,
  responseCreate,
  textOf,
  userText,
} from '@rx-realtime/codecs';
import type { ServerItem } from '@rx-realtime/codecs';
import { createSimulator, noiseVoice, say, virtualTime } from '@rx-realtime/simulator';
import type { Fault } from '@rx-realtime/simulator';
import { Subject, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { durableSocket, memoryLedger } from '../src/index.ts';
import type { DurableSocketConfig, HeardPart, LedgerStore } from '../src/index.ts';

const story = 'Once upon a time there was a robot that wanted to sing all day and all night long.';

interface Sent {
  readonly type: string;
  readonly item_id?: string;
  readonly previous_item_id?: string;
  readonly item?: ServerItem;
}

interface NewProcess extends Pick<DurableSocketConfig, 'replay'> {
  readonly faults?: readonly Fault[];
  readonly heard?: Observable<HeardPart>;
}

/** A process that holds a conversation by voice; others may go on with it. */
const newProcess = (
  ledger: LedgerStore = memoryLedger(),
  { faults = [], heard, ...config }: NewProcess = {},
) => {
  const scheduler = virtualTime();
  const heard$ = new Subject<HeardPart>();
  const { WebSocket: WebSocketCtor } = createSimulator({
    scheduler,
    responder: ({ items }) => [say(items.length < 2 ? story : 'Goodbye.')],
    voice: noiseVoice(),
    faults,
  });
  const socket = durableSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor,
    scheduler,
    retry: { firstMs: 10 },
    ledger,
    heard$: heard ?? heard$,
    ...config,
  });
  const errors: string[] = [];
  const sent: Sent[][] = [];
  let items: readonly ServerItem[] = [];
  socket.wire$.subscribe(({ direction, frame, generation }) => {
    if (direction === 'out' && typeof frame === 'string')
      (sent[generation - 1] ??= []).push(JSON.parse(frame) as Sent);
  });
  socket.conversation$.subscribe((conversation) => ({ items } = conversation));
  const failed: unknown[] = [];
  socket.sourceError$.subscribe(({ error }) => failed.push(error));
  const running = socket.subscribe((event) => {
    if (event.type === 'error') errors.push(event.error.message);
  });
  const pass = (ms: number): void => scheduler.advanceTo(scheduler.now() + ms);
  const answers = () => items.filter((item) => item.type === 'message' && item.role === 'assistant');
  const itemId = (): string => answers().map((item) => itemIdOf(item))[0] ?? '';
  return {
    socket,
    heard$,
    failed,
    errors,
    sent,
    pass,
    /** The words of the story that the conversation has. */
    words: (): string => answers().map(textOf)[0] ?? '',
    itemId,
    listen: (playedMs: number): void => heard$.next({ itemId: itemId(), contentIndex: 0, playedMs }),
    ask: (): void => {
      socket.next(conversationItemCreate({ ...userText('Tell me a story.'), id: 'question' }));
      socket.next(responseCreate());
      pass(10_000);
    },
    end: () => running.unsubscribe(),
  };
};

/** What a session was given of the story. */
const givenIn = (sent: readonly Sent[] | undefined): readonly string[] =>
  (sent ?? []).flatMap(({ item }) =>
    item?.type === 'message' && item.role === 'assistant' ? [textOf(item)] : [],
  );

describe('what was heard', () => {
  it('is what another process restores', () => {
    const ledger = memoryLedger();
    const first = newProcess(ledger);
    first.ask();
    expect(first.words()).toBe(story);
    for (const ms of [0, 500, 1_000, 1_500]) first.listen(ms);
    first.end();
    const second = newProcess(ledger);
    second.pass(1_000);
    const [given = ''] = givenIn(second.sent[0]);
    expect(story.startsWith(given)).toBe(true);
    expect(given.length).toBeGreaterThan(10);
    expect(given.length).toBeLessThan(30);
    expect(second.words()).toBe(given);
    expect(second.errors).toEqual([]);
    second.end();
    const third = newProcess(ledger);
    third.pass(1_000);
    expect(givenIn(third.sent[0])).toEqual([given]);
  });

  it('is all of it where the listener was not stopped', () => {
    const ledger = memoryLedger();
    const first = newProcess(ledger);
    first.ask();
    first.listen(1_000);
    // The player sums up pieces too: a little less.
    first.listen(5_467 - 0.3);
    first.end();
    const second = newProcess(ledger);
    second.pass(1_000);
    expect(givenIn(second.sent[0])).toEqual([story]);
  });

  it('is what was received where nobody tells', () => {
    const ledger = memoryLedger();
    const failure = new Error('no loudspeaker');
    const first = newProcess(ledger, { heard: throwError(() => failure) });
    expect(first.failed).toEqual([failure]);
    first.ask();
    first.end();
    const second = newProcess(ledger);
    second.pass(1_000);
    expect(givenIn(second.sent[0])).toEqual([story]);
  });

  it('is no more than has been voiced, though the words have run ahead', () => {
    const ledger = memoryLedger();
    const first = newProcess(ledger, {
      faults: [{ at: { connection: 1, event: 'response.output_audio.delta', count: 12 }, do: 'stall' }],
    });
    first.ask();
    first.end();
    const received = first.words().length;
    const second = newProcess(ledger);
    second.pass(1_000);
    const [given = ''] = givenIn(second.sent[0]);
    expect(given.length).toBeLessThan(received);
    expect(story.startsWith(given)).toBe(true);
  });

  it('is no matter at a cut, since the loudspeaker goes on; an interruption then cuts the item at its place', () => {
    const { socket, sent, errors, words, itemId, ask, listen, pass } = newProcess(undefined, {
      faults: [{ at: { connection: 1, event: 'conversation.item.done', count: 3 }, do: 'drop' }],
    });
    ask();
    listen(1_000);
    socket.next(conversationItemCreate({ ...userText('Thank you.'), id: 'thanks' }));
    pass(2_000);
    expect(givenIn(sent[1])).toEqual([story]);
    expect(words()).toBe(story);
    const before = sent[1]?.length ?? 0;
    socket.next(conversationItemTruncate({ item_id: itemId(), content_index: 0, audio_end_ms: 1_500 }));
    pass(1_000);
    const [deletion, creation] = (sent[1] ?? []).slice(before);
    expect(deletion).toMatchObject({ type: 'conversation.item.delete', item_id: itemId() });
    expect(creation).toMatchObject({
      type: 'conversation.item.create',
      previous_item_id: 'question',
      item: { id: itemId() },
    });
    expect(givenIn(sent[1]?.slice(before))).toEqual([words()]);
    expect(words().length).toBeLessThan(30);
    expect(errors).toEqual([]);
  });

  it('cuts an item also where the session does not hold what came before', () => {
    const { socket, sent, errors, words, itemId, ask, pass } = newProcess(undefined, {
      faults: [{ at: { connection: 1, event: 'conversation.item.done', count: 3 }, do: 'drop' }],
      replay: { maxItems: 2 },
    });
    ask();
    socket.next(conversationItemCreate({ ...userText('Thank you.'), id: 'thanks' }));
    pass(2_000);
    const before = sent[1]?.length ?? 0;
    socket.next(conversationItemTruncate({ item_id: itemId(), content_index: 0, audio_end_ms: 1_500 }));
    pass(1_000);
    expect(sent[1]?.[before + 1]).toMatchObject({ previous_item_id: 'root', item: { id: itemId() } });
    expect(givenIn(sent[1]?.slice(before))).toEqual([words()]);
    expect(errors).toEqual([]);
  });

  it('is what a new session is given where the listener interrupts while the line is down', () => {
    const { socket, sent, errors, words, itemId, ask, pass } = newProcess(undefined, {
      faults: [{ at: { connection: 1, event: 'conversation.item.done', count: 3 }, do: 'drop' }],
    });
    ask();
    socket.next(conversationItemCreate({ ...userText('Thank you.'), id: 'thanks' }));
    socket.status$.subscribe(({ state }) => {
      if (state === 'closed' && sent.length === 1)
        socket.next(conversationItemTruncate({ item_id: itemId(), content_index: 0, audio_end_ms: 1_500 }));
    });
    pass(2_000);
    expect(givenIn(sent[1])).toEqual([words()]);
    expect(words().length).toBeLessThan(30);
    expect(errors).toEqual([]);
  });
});
