import { expect, it } from '@jest/globals';
import { itemIdOf } from '@rx-realtime/codecs';
import type { ServerItem } from '@rx-realtime/codecs';
import { durableSocket } from '@rx-realtime/reconnection';
import { call, createSimulator, goingOn, say } from '@rx-realtime/simulator';
import type { Fault, Responder } from '@rx-realtime/simulator';
import fc from 'fast-check';
import * as t from 'io-ts';
import { delay, of, VirtualTimeScheduler } from 'rxjs';
import { realtimeSession, tool } from '../src/index.ts';
import type { SessionError } from '../src/index.ts';

// Two tools of different speed, a line that is cut, events that come twice, a user who interrupts: each call runs at most
// once, has at most one output, and nothing is left over.

interface Schedule {
  readonly faults: readonly Fault[];
  readonly askMs: readonly number[];
  readonly interruptMs: readonly number[];
  readonly slowMs: number;
}

const lastingMs = 90_000;

const responder: Responder = goingOn(({ functionOutputs, transcript }) =>
  functionOutputs.length > 0
    ? [say(`Done: ${functionOutputs.map(({ output }) => output).join(' and ')}.`)]
    : [
        say(`I will see about ${transcript}`),
        call('fast', { of: transcript }),
        call('slow', { of: transcript }),
      ],
);

const play = ({ faults, askMs, interruptMs, slowMs }: Schedule) => {
  const scheduler = new VirtualTimeScheduler();
  scheduler.maxFrames = lastingMs + 30_000;
  const simulator = createSimulator({ scheduler, responder, faults, seed: 1 });
  const runs = new Map<string, number>();
  const errors: SessionError[] = [];
  let items: readonly ServerItem[] = [];
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
    next: (snapshot) => (items = snapshot.items),
    complete: () => (isOver = true),
  });
  const running = assistant.connect();
  askMs.forEach((atMs, index) => scheduler.schedule(() => void assistant.ask(`number ${index}.`), atMs));
  for (const atMs of interruptMs) scheduler.schedule(() => void assistant.interrupt(), atMs);
  scheduler.schedule(() => running.unsubscribe(), lastingMs);
  scheduler.flush();
  const outputs = items.flatMap((item) => (item.type === 'function_call_output' ? [item] : []));
  const calls = items.flatMap((item) => (item.type === 'function_call' ? [item.call_id] : []));
  return { runs, errors, items, outputs, calls, isOver };
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

const schedule: fc.Arbitrary<Schedule> = fc.record({
  faults: fc.array(fc.oneof(cut, twice), { maxLength: 6 }),
  askMs: fc.array(fc.integer({ min: 0, max: 30_000 }), { minLength: 1, maxLength: 3 }),
  interruptMs: fc.array(fc.integer({ min: 0, max: 40_000 }), { maxLength: 3 }),
  slowMs: fc.constantFrom(100, 700, 4_000, 40_000),
});

const doubled = <T>(values: readonly T[]): readonly T[] =>
  values.filter((value, index) => values.indexOf(value) < index);

it('runs no tool twice and answers no call twice, whatever is cut, cancelled or doubled', () => {
  fc.assert(
    fc.property(schedule, (planned) => {
      const { runs, errors, items, outputs, calls, isOver } = play(planned);
      expect([...runs].filter(([, count]) => count > 1)).toEqual([]);
      expect(doubled(outputs.map(({ call_id }) => call_id))).toEqual([]);
      expect(outputs.filter(({ call_id }) => !calls.includes(call_id))).toEqual([]);
      expect(doubled(items.map(itemIdOf))).toEqual([]);
      expect(errors.filter(({ code }) => code === 'hands_failed' || code === 'service_error')).toEqual([]);
      expect(isOver).toBe(true);
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? 100) },
  );
});

it('gives one answer with both results when nothing goes wrong', () => {
  const { outputs, items, errors } = play({ faults: [], askMs: [100], interruptMs: [], slowMs: 4_000 });
  expect(outputs.map(({ output }) => output)).toEqual(['fast number 0.', 'slow number 0.']);
  const answers = items.flatMap((item) =>
    item.type === 'message' && item.role === 'assistant'
      ? item.content.map((part) => ('text' in part ? part.text : undefined))
      : [],
  );
  expect(answers).toEqual(['I will see about number 0.', 'Done: fast number 0. and slow number 0..']);
  expect(errors).toEqual([]);
});
