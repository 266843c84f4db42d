import { describe, expect, it } from '@jest/globals';
import { conversationItemCreate, functionCallOutput, responseCreate, userText } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';
import { functionCalls, responses } from '@rx-realtime/responses';
import { call, createSimulator, say } from '@rx-realtime/simulator';
import type { Fault, Responder } from '@rx-realtime/simulator';
import { concatMap, delay, from, mergeMap, of, share, VirtualTimeScheduler } from 'rxjs';
import * as t from 'io-ts';
import { durableSocket } from '../src/index.ts';

/** What happened, in the order of the conversation. */
interface Heard {
  readonly items: readonly string[];
  readonly errors: readonly string[];
  readonly runs: number;
  readonly events: readonly string[];
  readonly generations: number;
  /** Client events of the first connection. */
  readonly sent: number;
}

const textOf = (item: unknown): string => {
  const { type, role, content, name, output, status } = item as Record<string, unknown>;
  if (type === 'function_call') return status === 'incomplete' ? '' : `call ${String(name)}`;
  if (type === 'function_call_output') return `output ${String(output)}`;
  const parts = (content ?? []) as readonly { text?: string | null; transcript?: string | null }[];
  return `${String(role)}: ${parts.map((part) => part.text ?? part.transcript ?? '').join('')}`;
};

/** Answers each question once; what was cut off is gone on with from where it ends. */
const responder: Responder = ({ items, instructions, transcript }) => {
  const last = items.at(-1);
  const isBooked = items.some(({ type }) => type === 'function_call_output');
  const answer =
    isBooked && !transcript.includes('Three')
      ? 'You have seat 12 now, all done.'
      : `The answer to ${transcript} is plain.`;
  if (transcript.includes('Book') && !isBooked) return [call('book', { seat: 12 })];
  if (instructions.includes('cut off') && last?.type === 'message' && last.role === 'assistant') {
    const said = textOf(last).replace('assistant: ', '');
    return [say(answer.slice(answer.startsWith(said) ? said.length : 0).trim())];
  }
  return [say(answer)];
};

const converse = (faults: readonly Fault[]): Heard => {
  const scheduler = new VirtualTimeScheduler();
  const simulator = createSimulator({ scheduler, responder, faults, seed: 1 });
  const socket = durableSocket({
    url: 'ws://simulator',
    WebSocketCtor: simulator.WebSocket,
    scheduler,
    session: {
      output_modalities: ['text'],
      tools: [{ type: 'function', name: 'book', parameters: { type: 'object' } }],
    },
    retry: { firstMs: 20, random: () => 0.5 },
  });
  const errors: string[] = [];
  const events: string[] = [];
  let runs = 0;
  let sent = 0;
  socket.wire$.subscribe(({ direction, generation }) => {
    if (direction === 'out' && generation === 1) sent += 1;
  });
  let generations = 0;
  const live$ = socket.pipe(share());
  const answers$ = live$.pipe(responses(), share());
  live$.subscribe({
    next: (event: ServerEvent) => {
      events.push(event.type);
      if (event.type === 'error') errors.push(event.error.message);
    },
    error: (error: unknown) => errors.push(String(error)),
  });
  socket.restored$.subscribe(({ generation }) => (generations = generation));
  answers$
    .pipe(
      functionCalls({ book: t.type({ seat: t.number }) }),
      mergeMap(({ callId, responseDone$ }) => {
        runs += 1;
        return of(callId).pipe(
          delay(300, scheduler),
          concatMap(() => responseDone$),
          concatMap(() =>
            from([conversationItemCreate(functionCallOutput(callId, 'booked')), responseCreate()]),
          ),
        );
      }),
    )
    .subscribe((event) => socket.next(event));
  for (const [atMs, text] of [
    [100, 'One?'],
    [2_000, 'Book a seat.'],
    [5_000, 'Three?'],
  ] as const)
    scheduler.schedule(() => {
      socket.next(conversationItemCreate(userText(text)));
      socket.next(responseCreate());
    }, atMs);
  let items: readonly string[] = [];
  socket.conversation$.subscribe(
    (conversation) => (items = conversation.items.map(textOf).filter((text) => text !== '')),
  );
  scheduler.schedule(() => socket.complete(), 20_000);
  scheduler.maxFrames = 30_000;
  scheduler.flush();
  return { items, errors, runs, events, generations, sent };
};

/** One answer may be in two pieces, where it was cut off. */
const joined = (items: readonly string[]): readonly string[] =>
  items.reduce<readonly string[]>((before, item) => {
    const last = before.at(-1);
    return item.startsWith('assistant: ') && last?.startsWith('assistant: ')
      ? [...before.slice(0, -1), `${last} ${item.slice('assistant: '.length)}`.replaceAll(/\s+/g, ' ').trim()]
      : [...before, item];
  }, []);

const whole = converse([]);
const expected = [
  'user: One?',
  'assistant: The answer to One? is plain.',
  'user: Book a seat.',
  'call book',
  'output booked',
  'assistant: You have seat 12 now, all done.',
  'user: Three?',
  'assistant: The answer to Three? is plain.',
];

describe('a conversation of text with a slow tool', () => {
  it('is whole without a cut', () => {
    expect(whole).toMatchObject({ items: expected, errors: [], runs: 1, generations: 0 });
  });

  it.each(whole.events.map((type, index) => ({ type, nth: index + 1 })))(
    'is whole when the line is cut before the server says $type ($nth)',
    ({ nth }) => {
      const cut = converse([{ at: { connection: 1, count: nth }, do: 'drop' }]);
      expect({ ...cut, items: joined(cut.items), events: [] }).toMatchObject({
        items: expected,
        errors: [],
        runs: 1,
      });
      expect(cut.generations).toBe(nth === 1 ? 0 : 2);
    },
  );

  it.each(Array.from({ length: whole.sent }, (_, index) => index + 1))(
    'is whole when the line is cut before the server hears the client event %i',
    (count) => {
      const cut = converse([{ at: { connection: 1, from: 'client', count }, do: 'drop' }]);
      expect({ ...cut, items: joined(cut.items), events: [] }).toMatchObject({
        items: expected,
        errors: [],
        runs: 1,
      });
    },
  );
});
