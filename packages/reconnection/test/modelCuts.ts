import {
  conversationItemCreate,
  functionCallOutput,
  itemIdOf,
  responseCreate,
  userText,
} from '@rx-realtime/codecs';
import type { Item } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { EMPTY } from 'rxjs';
import { virtualTime } from '@rx-realtime/simulator';
import { durableSocket, emptyLedger, memoryLedger, reduceLedger } from '../src/index.ts';
import type { LedgerEntry } from '../src/index.ts';
import { wordsOf } from './cuts.ts';
import { modelLine } from './modelLine.ts';
import type { Cut, Deed } from './modelLine.ts';

// The promises of docs/what-survives.md, against the model of a server: whatever happens to the line, the server ends up
// with the conversation, and so does the client.

/** What goes wrong, and how long things take. */
export interface Schedule {
  readonly cuts: readonly Cut[];
  readonly latencyMs: number;
  readonly toolMs: number;
  /** When somebody asks for another session, and how long a quiet point is waited for. */
  readonly rotateAtMs?: readonly number[];
  readonly marginMs?: number;
  /** How long a session lasts, and how wrong the clock is that says so. */
  readonly sessionMs?: number | undefined;
  readonly skewMs?: number | undefined;
}

const questions = ['One?', 'Book a seat.', 'Three?'];
const spacingMs = 20_000;
/** When the last of the sessions ends, so that in the end there is one. */
const lastEndMs = 50_000;

/** What the assistant does: one tool for one of the questions, and an answer for each. */
const deeds = (items: readonly Item[]): readonly Deed[] => {
  const isQuestion = (item: Item): boolean => item.type === 'message' && item.role === 'user';
  const asked = items.map(isQuestion).lastIndexOf(true);
  const question = items[asked];
  const since = items.slice(asked + 1);
  if (question === undefined || since.some((item) => item.type === 'message')) return [];
  const words = wordsOf(question);
  if (!words.startsWith('Book')) return [{ says: `Answer to ${words}` }];
  const output = since.find((item) => item.type === 'function_call_output');
  return [output?.type === 'function_call_output' ? { says: `Done: ${output.output}` } : { calls: 'book' }];
};

const lines = (items: readonly { readonly type: string }[]): readonly string[] =>
  (items as readonly Item[]).map((item) =>
    item.type === 'message'
      ? `${item.role}: ${wordsOf(item)}`
      : item.type === 'function_call_output'
        ? `output: ${item.output}`
        : item.type,
  );

const expected = [
  'user: One?',
  'assistant: Answer to One?',
  'user: Book a seat.',
  'function_call',
  'output: seat 12',
  'assistant: Done: seat 12',
  'user: Three?',
  'assistant: Answer to Three?',
];

/** Holds the conversation once; returns what each side knows in the end, and what has happened to the line. */
export const playCuts = (planned: Schedule) => {
  const { cuts, latencyMs, toolMs, rotateAtMs = [], marginMs = 1_000, sessionMs, skewMs } = planned;
  const scheduler = virtualTime();
  const entries: LedgerEntry[] = [];
  const line = modelLine({ scheduler, deeds, cuts, latencyMs, sessionMs, skewMs, untilMs: lastEndMs });
  const socket = durableSocket({
    url: 'ws://model',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: line.WebSocket,
    scheduler,
    session: {
      output_modalities: ['text'],
      tools: [{ type: 'function', name: 'book', parameters: { type: 'object' } }],
    },
    // However often a session ends at once, here it is tried on.
    retry: { firstMs: 20, random: () => 0.5, maxUnstable: Infinity },
    heartbeat: false,
    rotation: { marginMs, minRotationGapMs: 0, random: () => 0.5 },
    ledger: {
      ...memoryLedger(),
      append: (more) => {
        entries.push(...more);
        return EMPTY;
      },
    },
  });
  const errors: unknown[] = [];
  const runs: string[] = [];
  const added = new Set<string>();
  const doubled: string[] = [];
  const open = new Set<string | undefined>();
  const ended: string[] = [];
  let client: readonly string[] = [];
  let server: readonly string[] = [];
  let owed: unknown = 'never asked';
  const connection = socket.subscribe({
    next: (event) => {
      if (event.type === 'error') errors.push(event.error.message);
      if (event.type === 'conversation.item.added') {
        const id = itemIdOf(event.item) ?? '';
        if (added.has(id)) doubled.push(id);
        added.add(id);
      }
      if (event.type === 'response.created') open.add(event.response.id ?? '');
      if (event.type === 'response.done') {
        if (!open.delete(event.response.id ?? '')) ended.push(`${event.response.id} twice`);
      }
      if (event.type === 'connection.lost') open.clear();
      if (event.type !== 'response.output_item.done' || event.item.type !== 'function_call') return;
      const callId = event.item.call_id ?? '';
      socket.claim(callId).subscribe((isOurs) => {
        if (!isOurs) return;
        runs.push(callId);
        socket.claim(callId).subscribe((isTheirs) => isTheirs && runs.push('twice'));
        scheduler.schedule(() => {
          socket.next(conversationItemCreate(functionCallOutput(callId, 'seat 12')));
          socket.next(responseCreate());
        }, toolMs);
      });
    },
    error: (error: unknown) => errors.push(error),
  });
  questions.forEach((text, index) =>
    scheduler.schedule(
      () => {
        socket.next(conversationItemCreate(userText(text)));
        socket.next(responseCreate());
      },
      100 + index * spacingMs,
    ),
  );
  for (const ms of rotateAtMs) scheduler.schedule(() => socket.rotate(), ms);
  scheduler.schedule(() => {
    socket.conversation$.subscribe(({ items }) => (client = lines(items))).unsubscribe();
    socket.ledger$
      .subscribe((ledger) => (owed = [ledger.owed.turn, ledger.owed.answer, ledger.delivery.length]))
      .unsubscribe();
    server = lines(line.items());
    connection.unsubscribe();
  }, questions.length * spacingMs);
  scheduler.advanceTo(questions.length * spacingMs + 5_000);
  const kept = lines(entries.reduce(reduceLedger, emptyLedger).conversation.items);
  const outcome = { kept, client, server, errors, runs: runs.length, ended, doubled, open: open.size, owed };
  return { outcome, frames: line.frames(), struck: line.struck };
};

/** So many frames are sent, but for what is given back. */
const cutFrom = (from: Cut['from'], frames: number): fc.Arbitrary<Cut> =>
  fc.record({
    connection: fc.integer({ min: 1, max: 6 }),
    from: fc.constant(from),
    count: fc.integer({ min: 0, max: frames }),
    how: fc.constantFrom('before' as const, 'after' as const, 'halfOpen' as const),
  });

const cut = fc.oneof(cutFrom('client', 14), cutFrom('server', 45));

export const schedule: fc.Arbitrary<Schedule> = fc.record({
  cuts: fc.array(cut, { maxLength: 6 }),
  latencyMs: fc.constantFrom(1, 20, 150),
  toolMs: fc.constantFrom(0, 30, 1_000, 6_000),
});

/** The same with sessions that are replaced: when somebody asks, and before they end, or when they do. */
export const rotated: fc.Arbitrary<Schedule> = fc
  .tuple(
    schedule,
    fc.record({
      rotateAtMs: fc.array(fc.integer({ min: 0, max: 50_000 }), { maxLength: 3 }),
      marginMs: fc.constantFrom(10, 300, 2_000, 30_000),
      sessionMs: fc.constantFrom(undefined, undefined, 7_000, 25_000),
      // The clock of the client is right, is set, or has jumped by an hour either way.
      skewMs: fc.constantFrom(0, 0, -4_000, 4_000, -3_600_000, 3_600_000),
    }),
  )
  .map(([line, sessions]) => ({ ...line, ...sessions }));

/** All of them: most have one session at a time. */
export const mixed = fc.oneof({ arbitrary: schedule, weight: 24 }, { arbitrary: rotated, weight: 1 });

/** What each side knows in the end, whatever went wrong. */
export const right: ReturnType<typeof playCuts>['outcome'] = {
  kept: expected,
  client: expected,
  server: expected,
  errors: [],
  runs: 1,
  ended: [],
  doubled: [],
  open: 0,
  owed: [undefined, undefined, 0],
};
