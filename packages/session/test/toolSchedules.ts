import { itemIdOf } from '@rx-realtime/codecs';
import { durableSocket } from '@rx-realtime/reconnection';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import { call, createSimulator, goingOn, say } from '@rx-realtime/simulator';
import type { Fault, Responder } from '@rx-realtime/simulator';
import fc from 'fast-check';
import * as t from 'io-ts';
import { delay, of, VirtualTimeScheduler } from 'rxjs';
import { realtimeSession, tool } from '../src/index.ts';
import type { SessionError } from '../src/index.ts';

// Two tools of different speed, a line that is cut, events that come twice, a user who interrupts: each call runs at most
// once, has at most one output, and nothing is left over.

/** What goes wrong, and when the user asks and interrupts. */
export interface Schedule {
  readonly faults: readonly Fault[];
  readonly askMs: readonly number[];
  readonly interruptMs: readonly number[];
  readonly slowMs: number;
}

const lastingMs = 90_000;

// A model that may not call does not: two questions at once would otherwise call for each other for ever.
const responder: Responder = goingOn(({ functionOutputs, transcript, toolChoice }) =>
  functionOutputs.length > 0 || toolChoice === 'none'
    ? [say(`Done: ${functionOutputs.map(({ output }) => output).join(' and ')}.`)]
    : [
        say(`I will see about ${transcript}`),
        call('fast', { of: transcript }),
        call('slow', { of: transcript }),
      ],
);

const doubled = <T>(values: readonly T[]): readonly T[] =>
  values.filter((value, index) => values.indexOf(value) < index);

/** Plays a schedule; `faults` are `right` when each call ran and was answered once, and nothing failed. */
export const playTools = ({ faults, askMs, interruptMs, slowMs }: Schedule) => {
  const scheduler = new VirtualTimeScheduler();
  scheduler.maxFrames = lastingMs + 30_000;
  const simulator = createSimulator({ scheduler, responder, faults, seed: 1 });
  const runs = new Map<string, number>();
  const errors: SessionError[] = [];
  let conversation: ConversationSnapshot | undefined;
  let isOver = false;
  const toolOf = (name: string, ms: number) =>
    tool({
      name,
      description: 'Sees about it.',
      parameters: t.type({ of: t.string }),
      run: (args, { callId }) => {
        runs.set(callId, (runs.get(callId) ?? 0) + 1);
        return of(`${name} ${args.of}`).pipe(delay(ms, scheduler));
      },
    });
  const assistant = realtimeSession({
    socket: (session) =>
      durableSocket({
        url: 'ws://simulator',
        model: 'gpt-realtime-2.1',
        WebSocketCtor: simulator.WebSocket,
        scheduler,
        session,
        retry: { firstMs: 20, random: () => 0.5 },
      }),
    session: { output_modalities: ['text'] },
    tools: [toolOf('fast', 50), toolOf('slow', slowMs)],
    scheduler,
  });
  assistant.errors$.subscribe((error) => errors.push(error));
  assistant.conversation$.subscribe({
    next: (snapshot) => (conversation = snapshot),
    complete: () => (isOver = true),
  });
  const running = assistant.connect();
  askMs.forEach((atMs, index) => scheduler.schedule(() => void assistant.ask(`number ${index}.`), atMs));
  for (const atMs of interruptMs) scheduler.schedule(() => void assistant.interrupt(), atMs);
  scheduler.schedule(() => running.unsubscribe(), lastingMs);
  scheduler.flush();
  // Once: the list of a snapshot is made when it is read.
  const items = conversation?.items ?? [];
  const outputs = items.flatMap((item) => (item.type === 'function_call_output' ? [item] : []));
  const calls = items.flatMap((item) => (item.type === 'function_call' ? [item.call_id] : []));
  return {
    runs: [...runs.values()].reduce((sum, count) => sum + count, 0),
    errors,
    outputs: outputs.map(({ output }) => output),
    answers: items.flatMap((item) =>
      item.type === 'message' && item.role === 'assistant'
        ? item.content.map((part) => ('text' in part ? part.text : undefined))
        : [],
    ),
    faults: {
      ranTwice: [...runs].filter(([, count]) => count > 1),
      answeredTwice: doubled(outputs.map(({ call_id }) => call_id)),
      uncalled: outputs.filter(({ call_id }) => !calls.includes(call_id)),
      doubledItems: doubled(items.map(itemIdOf)),
      failures: errors.filter(({ code }) => code === 'hands_failed' || code === 'service_error'),
      isOver,
    },
  };
};

/** The faults of a schedule that went well. */
export const right = {
  ranTwice: [],
  answeredTwice: [],
  uncalled: [],
  doubledItems: [],
  failures: [],
  isOver: true,
};

const cut: fc.Arbitrary<Fault> = fc
  .record({
    connection: fc.integer({ min: 1, max: 4 }),
    from: fc.constantFrom('client' as const, 'server' as const),
    count: fc.integer({ min: 1, max: 60 }),
    how: fc.constantFrom(
      { do: 'drop' } as const,
      { do: 'reset' } as const,
      { do: 'close', code: 1011, reason: '' } as const,
    ),
  })
  .map(({ connection, from, count, how }) => ({ at: { connection, from, count }, ...how }));

const twice: fc.Arbitrary<Fault> = fc
  .record({
    connection: fc.integer({ min: 1, max: 4 }),
    event: fc.constantFrom(
      'response.function_call_arguments.done',
      'response.output_item.done',
      'conversation.item.done',
      'response.done',
    ),
    count: fc.integer({ min: 1, max: 4 }),
  })
  .map((at) => ({ at, do: 'duplicate' }));

/** Schedules of what happens in the 90 seconds of a session. */
export const schedule: fc.Arbitrary<Schedule> = fc.record({
  faults: fc.array(fc.oneof(cut, twice), { maxLength: 6 }),
  askMs: fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 3 }),
  interruptMs: fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 3 }),
  slowMs: fc.constantFrom(100, 700, 4_000, 40_000),
});
