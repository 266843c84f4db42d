import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, textOf, userImage, userText } from '@rx-realtime/codecs';
import type { RestoreReport } from '@rx-realtime/codecs';
import { createSimulator, virtualTime } from '@rx-realtime/simulator';
import { durableSocket } from '../src/index.ts';
import type { DurableSocketConfig } from '../src/index.ts';

/** A line that is cut when so many items are there. */
const cutAfter = (count: number, replay: NonNullable<DurableSocketConfig['replay']>) => {
  const scheduler = virtualTime();
  const { WebSocket: WebSocketCtor } = createSimulator({
    scheduler,
    faults: [{ at: { connection: 1, event: 'conversation.item.done', count }, do: 'reset' }],
  });
  const socket = durableSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor,
    scheduler,
    retry: { firstMs: 1 },
    replay,
  });
  const reports: RestoreReport[] = [];
  const errors: string[] = [];
  let words: readonly string[] = [];
  socket.restored$.subscribe(({ report }) => reports.push(report));
  socket.conversation$.subscribe(({ items }) => (words = items.map(textOf)));
  socket.subscribe((event) => {
    if (event.type === 'error') errors.push(event.error.message);
  });
  return { scheduler, socket, reports, errors, words: () => words };
};

describe('a restoration in one burst', () => {
  it('gives pictures of megabytes', () => {
    const { scheduler, socket, reports } = cutAfter(4, { maxTokens: Infinity });
    const picture = `data:image/png;base64,${'A'.repeat(600_000)}`;
    for (let index = 0; index < 4; index++) {
      scheduler.schedule(
        () => socket.next(conversationItemCreate({ ...userImage(picture), id: `item_${index}` })),
        index * 1_000,
      );
    }
    scheduler.advanceTo(10_000);
    expect(reports).toMatchObject([{ exact: ['item_0', 'item_1', 'item_2', 'item_3'], dropped: [] }]);
  });

  it('puts last what was to stand behind an item that is not there any more', () => {
    const { scheduler, socket, reports, errors, words } = cutAfter(3, { maxItems: 2 });
    for (const text of ['One', 'Two', 'Three'])
      socket.next(conversationItemCreate({ ...userText(text), id: text }));
    scheduler.advanceTo(3_000);
    expect(reports).toMatchObject([{ exact: ['Two', 'Three'], dropped: [{ itemId: 'One' }] }]);
    socket.next(conversationItemCreate(userText('Behind one'), { previous_item_id: 'One' }));
    socket.next(conversationItemCreate(userText('Behind two'), { previous_item_id: 'Two' }));
    scheduler.advanceTo(4_000);
    expect(errors).toEqual([]);
    expect(words()).toEqual(['One', 'Two', 'Behind two', 'Three', 'Behind one']);
  });
});
