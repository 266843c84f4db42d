import { expect, it } from '@jest/globals';
import { conversationItemCreate, responseCreate, textOf, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { createSimulator, goingOn, noiseVoice, say, virtualTime } from '@rx-realtime/simulator';
import { concat, defer, EMPTY, NEVER, of, Subscription } from 'rxjs';
import { durableSocket, memoryLedger } from '../src/index.ts';
import type { LedgerEntry, LedgerStore } from '../src/index.ts';

const spoken = 'Your order left the house on Monday, and it is with the neighbours by now, who are away.';

type End = 'the line drops' | 'everybody leaves' | 'the process is killed';

/** What the next session is given of an answer that ends before so many events have come. */
const lastWords = (end: End, count: number): string => {
  const scheduler = virtualTime();
  const entries: LedgerEntry[] = [];
  /** What nobody lets go of when a process is killed. */
  const store = (): LedgerStore => ({
    ...memoryLedger(),
    load: () =>
      concat(
        defer(() => of([...entries])),
        NEVER,
      ),
    append: (more) => {
      entries.push(...more);
      return EMPTY;
    },
  });
  const isDrop = end === 'the line drops';
  const newSocket = () =>
    durableSocket({
      url: 'ws://simulator',
      model: 'gpt-realtime-2.1',
      WebSocketCtor: createSimulator({
        scheduler,
        seed: 1,
        voice: noiseVoice(),
        responder: goingOn(() => [say(spoken)]),
        faults: isDrop ? [{ at: { connection: 1, count: count + 1 }, do: 'drop' }] : [],
      }).WebSocket,
      scheduler,
      ledger: store(),
      retry: { firstMs: 20, random: () => 0.5 },
    });
  let words = '';
  let heard = 0;
  let running = Subscription.EMPTY;
  const listen = (socket: ReturnType<typeof newSocket>): void => {
    running = socket.subscribe((event: ServerEvent) => {
      heard += 1;
      if (event.type === 'connection.restored') {
        socket.conversation$
          .subscribe(
            ({ items }) =>
              (words = items
                .slice(1)
                .map((item) => textOf(item))
                .join()),
          )
          .unsubscribe();
        running.unsubscribe();
      }
      if (isDrop || heard !== count) return;
      running.unsubscribe();
      scheduler.schedule(() => listen(end === 'everybody leaves' ? socket : newSocket()), 100);
    });
  };
  const socket = newSocket();
  listen(socket);
  socket.next(conversationItemCreate(userText('Where is my order?')));
  socket.next(responseCreate());
  scheduler.advanceTo(20_000);
  return words;
};

it.each([25, 30, 35])(
  'leaves of an answer the words that were voiced, when %i events were heard',
  (count) => {
    const left = lastWords('the line drops', count);
    expect(left.split(' ').length).toBeGreaterThan(1);
    expect(spoken.startsWith(left)).toBe(true);
    expect(left).not.toBe(spoken);
    expect(lastWords('everybody leaves', count)).toBe(left);
    expect(lastWords('the process is killed', count)).toBe(left);
  },
);
