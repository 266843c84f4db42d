import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { responses } from '@rx-realtime/responses';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import * as t from 'io-ts';
import { map, NEVER, of, pipe, Subject, throwError, timer, VirtualTimeScheduler } from 'rxjs';
import { callTools } from './callTools.ts';
import type { CallToolsConfig } from './callTools.ts';
import type { FollowUp, RealtimeTool } from './realtimeTool.ts';
import { tool } from './tool.ts';
import { ToolError } from './toolError.ts';
import type { ToolFailure } from './toolFailure.ts';

const made = (name: string, run: () => unknown, more: Partial<RealtimeTool> = {}): RealtimeTool => ({
  ...tool({ name, description: '', parameters: t.type({}), run }),
  ...more,
});
const item = (name: string, callId = name) =>
  ({
    type: 'function_call',
    id: `item_${callId}`,
    call_id: callId,
    name,
    arguments: '{}',
    status: 'completed',
  }) as const;

const play = (tools: readonly RealtimeTool[], config: CallToolsConfig = {}) => {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY);
  const events$ = new Subject<ServerEvent>();
  const sent: string[] = [];
  const creates: unknown[] = [];
  const failures: string[] = [];
  const running: number[] = [];
  events$
    .pipe(
      responses(),
      callTools(tools, {
        scheduler,
        failureObserver: { next: ({ code, callId }: ToolFailure) => void failures.push(`${callId} ${code}`) },
        runningObserver: { next: (count) => void running.push(count) },
        ...config,
      }),
    )
    .subscribe((event: ClientEvent) => {
      if (event.type === 'response.create') creates.push(event.response);
      if (event.type !== 'conversation.item.create' || event.item.type !== 'function_call_output')
        return void sent.push(event.type);
      sent.push(`${event.item.call_id}: ${event.item.output.slice(0, 60)}`);
    });
  let count = 0;
  /** A whole response that calls. */
  const respond = (names: readonly string[], metadata: Record<string, string> | null = null): void => {
    const id = `resp_${++count}`;
    const event_id = `event_${count}`;
    const output = names.map((name) => item(name, count === 1 ? name : `${name}_${count}`));
    const created = { id, status: 'in_progress', conversation_id: 'conv', metadata } as const;
    events$.next({ type: 'response.created', event_id, response: created });
    output.forEach((one, output_index) =>
      events$.next({ type: 'response.output_item.done', event_id, response_id: id, output_index, item: one }),
    );
    events$.next({
      type: 'response.done',
      event_id: `${event_id}d`,
      response: { ...created, status: 'completed', output },
    });
  };
  return { scheduler, events$, sent, creates, failures, running, respond };
};

describe('callTools', () => {
  const call = { ...item('a'), status: 'completed' } as const;
  const done = (id: string, call_id: string): ServerEvent => ({
    type: 'response.done',
    event_id: `event_${id}`,
    response: { id, status: 'completed', output: [{ ...call, call_id }] },
  });
  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) =>
      pipe(
        responses(),
        callTools([made('a', () => 1, { followUp: 'silent' })], { scheduler }),
        map((event) => event.type),
      ),
    values: { a: done('resp_1', 'call_1'), b: done('resp_2', 'call_2') },
    results: { A: 'conversation.item.create' },
    one: ['-a-', '-A-'],
    many: ['-a--b-', '-A--A-'],
  });

  it('answers two tools of different speed once, with both results', () => {
    const { scheduler, sent, respond, running } = play([
      made('fast', () => 1),
      made('slow', () => timer(5_000, scheduler).pipe(map(() => 2))),
    ]);
    respond(['fast', 'slow']);
    expect(sent).toEqual(['fast: 1']);
    scheduler.flush();
    expect(sent).toEqual(['fast: 1', 'slow: 2', 'response.create']);
    expect(running.at(0)).toBe(1);
    expect(Math.max(...running)).toBe(2);
    expect(running.at(-1)).toBe(0);
  });

  it('answers with an error when a tool throws, fails, never ends or returns 1 MB', () => {
    const { scheduler, sent, failures, respond } = play([
      made('throws', () => {
        throw new Error('secret');
      }),
      made('fails', () => throwError(() => new Error('secret'))),
      made('hangs', () => NEVER, { timeoutMs: 700 }),
      made('huge', () => 'x'.repeat(1_000_000)),
    ]);
    respond(['throws', 'fails', 'hangs', 'huge']);
    expect(sent).not.toContain('response.create');
    scheduler.flush();
    expect(scheduler.frame).toBe(700);
    expect(sent).toEqual([
      'throws: {"error":"throws failed"}',
      'fails: {"error":"fails failed"}',
      'huge: {"error":"huge found more than can be told; ask for less"}',
      'hangs: {"error":"hangs took too long"}',
      'response.create',
    ]);
    expect(failures).toEqual([
      'throws tool_failed',
      'fails tool_failed',
      'huge output_too_long',
      'hangs timeout',
    ]);
  });

  it.each<[readonly FollowUp[], readonly unknown[]]>([
    [['silent', 'silent'], []],
    [['silent', 'speak'], [{ tool_choice: 'auto' }]],
    [
      [{ instructions: 'Be brief.' }, { output_modalities: ['text'] }],
      [{ tool_choice: 'auto', instructions: 'Be brief.', output_modalities: ['text'] }],
    ],
    [['silent', { tool_choice: 'required' }], [{ tool_choice: 'required' }]],
  ])('is followed by what the tools want: %j', ([first = 'speak', second = 'speak'], expected) => {
    const { creates, respond } = play([
      made('a', () => 1, { followUp: first }),
      made('b', () => 2, { followUp: second }),
    ]);
    respond(['a', 'b']);
    expect(creates).toEqual(expected);
  });

  it('attaches to what follows what was attached to the response that called', () => {
    const { creates, respond } = play([made('a', () => 1)]);
    respond(['a'], { question: '7' });
    expect(creates).toEqual([{ tool_choice: 'auto', metadata: { question: '7' } }]);
  });

  it('lets the model call a number of times in a row, and then makes it answer', () => {
    const { creates, failures, respond } = play([made('a', () => 1)], { maxRounds: 2 });
    respond(['a']);
    respond(['a']);
    respond([]);
    respond(['a']);
    expect(creates).toEqual([{ tool_choice: 'auto' }, { tool_choice: 'none' }, { tool_choice: 'auto' }]);
    expect(failures).toEqual(['a_2 too_many_rounds']);
  });

  it('runs what it can claim, and does not claim what may run twice', () => {
    const claimed: string[] = [];
    const { sent, failures, respond } = play(
      [made('ours', () => 1), made('theirs', () => 2), made('any', () => 3, { idempotent: true })],
      {
        claim: ({ callId }) => {
          claimed.push(callId);
          return of(callId === 'ours');
        },
      },
    );
    respond(['ours', 'theirs', 'any']);
    expect(claimed).toEqual(['ours', 'theirs']);
    expect(sent).toEqual(['ours: 1', 'any: 3', 'response.create']);
    expect(failures).toEqual(['theirs already_claimed']);
  });

  it('leaves the answer to those who have claimed all of it', () => {
    const { sent, respond, running } = play([made('a', () => 1)], { claim: () => of(false) });
    respond(['a']);
    expect(sent).toEqual([]);
    expect(running).toEqual([1, 0]);
  });

  it('does not run what could not be claimed', () => {
    let runs = 0;
    const { sent, failures, respond } = play([made('a', () => ++runs)], {
      claim: () => throwError(() => new Error('the store is gone')),
    });
    respond(['a']);
    expect([runs, sent, failures]).toEqual([
      0,
      ['a: {"error":"a failed"}', 'response.create'],
      ['a tool_failed'],
    ]);
  });

  it('runs so many at once, and answers when all have run', () => {
    const started: string[] = [];
    const { scheduler, sent, respond } = play(
      ['a', 'b', 'c'].map((name) =>
        made(name, () => {
          started.push(name);
          return timer(100, scheduler).pipe(map(() => name));
        }),
      ),
      { maxRunning: 2 },
    );
    respond(['a', 'b', 'c']);
    expect(started).toEqual(['a', 'b']);
    scheduler.flush();
    expect(scheduler.frame).toBe(200);
    expect(sent).toEqual(['a: a', 'b: b', 'c: c', 'response.create']);
  });

  it('refuses two tools of one name, and limits that are none', () => {
    const twice = () => callTools([made('a', () => 1), made('a', () => 2)]);
    expect(twice).toThrow('a: two tools have this name');
    expect(twice).toThrow(ToolError);
    expect(() => callTools([], { maxRounds: 0 })).toThrow(RangeError);
    expect(() => callTools([], { maxRunning: 0 })).toThrow(RangeError);
  });
});
