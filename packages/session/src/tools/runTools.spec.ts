import { describe, expect, it } from '@jest/globals';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { functionCalls, responses } from '@rx-realtime/responses';
import type { FunctionCall, ResponseOutcome, ResponseStream, SessionState } from '@rx-realtime/responses';
import { expectTypeOf } from 'expect-type';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import {
  BehaviorSubject,
  EMPTY,
  lastValueFrom,
  map,
  NEVER,
  of,
  ReplaySubject,
  Subject,
  throwError,
  timer,
  toArray,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { runTools } from './runTools.ts';
import type { RunToolsConfig } from './runTools.ts';
import type { ToolFailure } from './toolFailure.ts';

type Fast = FunctionCall<'fast', { readonly a: number }>;
type Slow = FunctionCall<'slow', { readonly a: number }>;
type Call = Fast | Slow | FunctionCall<string, never>;

const completed = { status: 'completed', response: { id: 'r' } } as const;
const call = (
  name: 'fast' | 'slow',
  callId: string,
  responseDone$: Observable<typeof completed>,
  more = {},
): Call => ({
  ...(name === 'fast' ? { name } : { name }),
  callId,
  itemId: `item_${callId}`,
  responseId: 'r',
  conversationId: 'conv',
  arguments: E.right({ a: 1 }),
  responseDone$,
  session$: of('live' as const),
  ...more,
});
const output = (call_id: string, text: string): ClientEvent => ({
  type: 'conversation.item.create',
  item: { type: 'function_call_output', call_id, output: text },
});
const create: ClientEvent = { type: 'response.create', response: { tool_choice: 'auto' } };

const play = (tools: Parameters<typeof runTools<Call>>[0], config: RunToolsConfig = {}) => {
  const calls = new Subject<Call>();
  const sent: unknown[] = [];
  const failures: ToolFailure[] = [];
  const failureObserver = { next: (failure: ToolFailure) => void failures.push(failure) };
  const subscription = calls.pipe(runTools(tools, { failureObserver, ...config })).subscribe({
    next: (event) =>
      sent.push(
        event.type === 'conversation.item.create' && 'output' in event.item ? event.item.output : event.type,
      ),
    error: (error) => sent.push(`#${String(error)}`),
    complete: () => sent.push('|'),
  });
  return { calls, sent, failures, subscription };
};

const idle = { fast: () => NEVER, slow: () => NEVER };

describe('runTools', () => {
  itHasALifeCycle({
    operator: () => runTools<Call>({ ...idle, fast: () => 'x' }, { response: false }),
    values: { a: call('fast', 'a', of(completed)), b: call('fast', 'b', of(completed)) },
    results: { A: output('a', 'x'), B: output('b', 'x') },
    one: ['-a-', '-A-'],
    many: ['-a-b-a-', '-A-B---'],
  });

  it('answers each call when its tool is done, and asks for one response when all are and the response is', () => {
    runMarbles(({ cold, hot, expectObservable, expectSubscriptions }, scheduler) => {
      const done$ = new ReplaySubject<typeof completed>();
      hot('                  -----d', { d: completed }).subscribe(done$);
      const source = cold('  -ab----------|', { a: call('fast', 'a', done$), b: call('slow', 'b', done$) });
      const tools = { fast: () => timer(2), slow: () => timer(7).pipe(map(() => ({ ok: true }))) };
      expectObservable(source.pipe(runTools<Call>(tools, { scheduler }))).toBe('---A-----(BR)|', {
        A: output('a', '0'),
        B: output('b', '{"ok":true}'),
        R: create,
      });
      expectSubscriptions(source.subscriptions).toBe('^------------!');
    });
  });

  it('waits for the end of the response when its tools are faster', () => {
    runMarbles(({ cold, hot, expectObservable }, scheduler) => {
      const done$ = hot('    -----(d|)', { d: completed });
      const source = cold('  -ab|', { a: call('fast', 'a', done$), b: call('fast', 'b', done$) });
      expectObservable(source.pipe(runTools<Call>({ ...idle, fast: () => of('x') }, { scheduler }))).toBe(
        '-AB--(R|)',
        {
          A: output('a', 'x'),
          B: output('b', 'x'),
          R: create,
        },
      );
    });
  });

  it.each([
    [{ status: 'cancelled', reason: 'turn_detected', response: { id: 'r' } }],
    [{ status: 'failed', response: { id: 'r' } }],
    [{ status: 'interrupted', reason: 'session_replaced', cause: undefined }],
  ])('does not ask for a response after one that is %j', (outcome) => {
    const { calls, sent } = play({ ...idle, fast: () => of('x') });
    calls.next(call('fast', 'a', of(completed), { responseDone$: of(outcome) }));
    expect(sent).toEqual(['x']);
  });

  it('asks for a response after one that is incomplete', () => {
    const { calls, sent } = play({ ...idle, fast: () => 'x' });
    const outcome = { status: 'incomplete', reason: 'max_output_tokens', response: { id: 'r' } };
    calls.next(call('fast', 'a', of(completed), { responseDone$: of(outcome) }));
    expect(sent).toEqual(['x', 'response.create']);
  });

  it('holds an output after a cut, and gives it to the session that is restored', () => {
    const { calls, sent, failures } = play({ ...idle, fast: () => 'x' });
    const session$ = new BehaviorSubject<SessionState>('lost');
    const cut = { status: 'interrupted', reason: 'connection_lost', cause: undefined };
    calls.next(call('fast', 'a', of(completed), { responseDone$: of(cut), session$ }));
    expect(sent).toEqual([]);
    session$.next('live');
    expect(sent).toEqual(['x', 'response.create']);
    expect(failures).toEqual([]);
  });

  it('asks for the answer in the restored session when the line died between the output and the end', () => {
    const { calls, sent } = play({ ...idle, fast: () => 'x' });
    const session$ = new BehaviorSubject<SessionState>('live');
    const done$ = new Subject<ResponseOutcome>();
    calls.next(call('fast', 'a', of(completed), { responseDone$: done$, session$ }));
    expect(sent).toEqual(['x']);
    session$.next('lost');
    done$.next({ status: 'interrupted', reason: 'connection_lost', cause: undefined });
    expect(sent).toEqual(['x']);
    session$.next('live');
    expect(sent).toEqual(['x', 'response.create']);
  });

  it('asks for no answer in a session that replaced the one that has the output', () => {
    const { calls, sent } = play({ ...idle, fast: () => 'x' });
    const session$ = new BehaviorSubject<SessionState>('live');
    const done$ = new Subject<ResponseOutcome>();
    calls.next(call('fast', 'a', of(completed), { responseDone$: done$, session$ }));
    session$.next('lost');
    done$.next({ status: 'interrupted', reason: 'connection_lost', cause: undefined });
    session$.next('replaced');
    expect(sent).toEqual(['x']);
  });

  it.each([
    ['none', {}, create],
    [
      'one',
      { instructions: 'Be brief.' },
      { ...create, response: { instructions: 'Be brief.', tool_choice: 'auto' } },
    ],
  ] as const)(
    'asks for a response with the settings that it was given: %s',
    async (_which, response, asked) => {
      const calls$ = of(call('fast', 'a', of(completed)));
      const events$ = calls$.pipe(runTools<Call>({ ...idle, fast: () => 'x' }, { response }), toArray());
      expect(await lastValueFrom(events$)).toEqual([output('a', 'x'), asked]);
    },
  );

  it('knows the last 10,000 calls', () => {
    const { calls, failures } = play(idle);
    const callTo = (index: number) => call('fast', `${index}`, of(completed), { conversationId: null });
    for (let index = 0; index < 20_000; index += 1) calls.next(callTo(index));
    expect(failures).toHaveLength(20_000);
    calls.next(callTo(10_000));
    expect(failures).toHaveLength(20_000);
    calls.next(callTo(9_999));
    expect(failures).toHaveLength(20_001);
  });

  it.each(['live', 'lost'] as const)(
    'gives no output to a session that does not know the call: %s, then replaced',
    (before) => {
      const slow$ = new Subject<string>();
      const { calls, sent, failures } = play({ ...idle, fast: () => slow$ });
      const session$ = new BehaviorSubject<SessionState>(before);
      calls.next(call('fast', 'a', of(completed), { session$ }));
      slow$.next('booked');
      session$.next('replaced');
      slow$.complete();
      expect(sent).toEqual([]);
      expect(failures).toEqual([
        { _tag: 'ToolFailure', code: 'session_replaced', name: 'fast', callId: 'a', cause: undefined },
      ]);
    },
  );

  it.each<[string, () => unknown, string]>([
    ['a text', () => 'sunny', 'sunny'],
    ['an empty text', () => '', ''],
    ['a number', () => 7, '7'],
    ['an array', () => [1, 2], '[1,2]'],
    ['an object', () => ({ ok: true }), '{"ok":true}'],
    ['nothing', () => undefined, 'null'],
    ['null', () => null, 'null'],
    ['an observable', () => of(1, 'last'), 'last'],
    ['an observable of an array', () => of([1, 2]), '[1,2]'],
    ['an observable of nothing', () => EMPTY, 'null'],
  ])('takes %s that a tool returns for its output', (_, fast, text) => {
    const { calls, sent } = play({ ...idle, fast });
    calls.next(call('fast', 'a', of(completed)));
    expect(sent).toEqual([text, 'response.create']);
  });

  it.each<[string, () => unknown, string]>([
    ['a promise', async () => 'kept', 'kept'],
    ['a promise of an array', async () => ['a'], '["a"]'],
    [
      'an async iterable',
      async function* () {
        yield 'first';
        yield { last: true };
      },
      '{"last":true}',
    ],
  ])('waits for the last value of %s', async (_, fast, text) => {
    const calls$ = of(call('fast', 'a', of(completed)));
    const events = await lastValueFrom(calls$.pipe(runTools<Call>({ ...idle, fast }), toArray()));
    expect(events).toEqual([output('a', text), create]);
  });

  it('keeps the responses apart', () => {
    const { calls, sent, subscription } = play({ ...idle, fast: () => of('x') });
    calls.next(call('slow', 'a', of(completed)));
    calls.next(call('fast', 'b', of(completed), { responseId: 'r2' }));
    expect(sent).toEqual(['x', 'response.create']);
    subscription.unsubscribe();
  });

  it('runs a call once', () => {
    const { calls, sent } = play({ ...idle, fast: () => of('x') });
    calls.next(call('fast', 'a', of(completed)));
    calls.next(call('fast', 'a', of(completed)));
    expect(sent).toEqual(['x', 'response.create']);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('secret');
      },
      'tool_failed',
      '{"error":"fast failed"}',
    ],
    ['fails', () => throwError(() => new Error('secret')), 'tool_failed', '{"error":"fast failed"}'],
    [
      'returns a cycle',
      () => {
        const a: { b?: unknown } = {};
        a.b = a;
        return of(a);
      },
      'invalid_output',
      '{"error":"fast failed"}',
    ],
    ['returns a bigint', () => of(1n), 'invalid_output', '{"error":"fast failed"}'],
  ])('answers for a tool that %s, and goes on', (_, fast, code, text) => {
    const { calls, sent, failures } = play({ ...idle, fast });
    calls.next(call('fast', 'a', of(completed)));
    calls.next(call('fast', 'b', of(completed)));
    expect(sent).toEqual([text, 'response.create', text, 'response.create']);
    expect(failures[0]).toMatchObject({ _tag: 'ToolFailure', code, name: 'fast', callId: 'a' });
  });

  it.each([
    ['nothing', () => of(), 'null'],
    ['undefined', () => of(undefined), 'null'],
    ['several values', () => of(1, 2), '2'],
    ['a list', () => of([1, 2]), '[1,2]'],
  ])('sends the last value: %s', (_, fast, text) => {
    const { calls, sent } = play({ ...idle, fast });
    calls.next(call('fast', 'a', of(completed)));
    expect(sent[0]).toBe(text);
  });

  it('takes promises', async () => {
    const fast = async ({ a }: { readonly a: number }) => Promise.resolve({ b: a });
    const events$ = of(call('fast', 'a', of(completed))).pipe(runTools<Call>({ ...idle, fast }), toArray());
    expect(await lastValueFrom(events$)).toEqual([output('a', '{"b":1}'), create]);
  });

  it('aborts the signal of a running tool when nobody is subscribed', () => {
    const signals: AbortSignal[] = [];
    const { calls, subscription } = play({
      ...idle,
      slow: (_, { signal }) => {
        signals.push(signal);
        return NEVER;
      },
    });
    calls.next(call('slow', 'a', of(completed)));
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    subscription.unsubscribe();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(calls.observed).toBe(false);
  });

  it('gives up on a tool after timeoutMs', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }, scheduler) => {
      const tool = cold('x');
      const source = cold('-a', { a: call('slow', 'a', of(completed)) });
      const config = { timeoutMs: 10, scheduler };
      expectObservable(source.pipe(runTools<Call>({ ...idle, slow: () => tool }, config))).toBe('11ms (AR)', {
        A: output('a', '{"error":"slow took too long"}'),
        R: create,
      });
      expectSubscriptions(tool.subscriptions).toBe('-^ 9ms !');
    });
  });

  it('answers bad arguments and unknown functions without running anything', () => {
    const { calls, sent, failures } = play({
      fast: () => {
        throw new Error('must not run');
      },
      slow: () => NEVER,
    });
    const failure = {
      _tag: 'ArgumentsFailure',
      code: 'invalid_arguments',
      name: 'fast',
      message: 'expected number at a, got nothing',
    } as const;
    calls.next(call('fast', 'a', of(completed), { arguments: E.left(failure) }));
    calls.next(call('fast', 'b', of(completed), { name: 'constructor' }));
    expect(sent).toEqual([
      '{"error":"fast: expected number at a, got nothing"}',
      'response.create',
      '{"error":"constructor: no tool for constructor"}',
      'response.create',
    ]);
    expect(failures.map(({ code }) => code)).toEqual(['invalid_arguments', 'invalid_arguments']);
  });

  it('does not run the calls of an out-of-band response, and says so', () => {
    const { calls, sent, failures } = play({ ...idle, fast: () => of('x') });
    calls.next(call('fast', 'a', of(completed), { conversationId: null }));
    expect(sent).toEqual([]);
    expect(failures).toMatchObject([{ code: 'out_of_band', callId: 'a' }]);
  });

  it('words errors and asks for responses as told, and survives a wording that fails', () => {
    const fast = () => throwError(() => new Error('no such city'));
    const worded = play({ ...idle, fast }, { errorOutput: ({ cause }) => String(cause), response: false });
    worded.calls.next(call('fast', 'a', of(completed)));
    expect(worded.sent).toEqual(['Error: no such city']);
    const broken = play(
      { ...idle, fast },
      {
        errorOutput: () => {
          throw new Error('again');
        },
      },
    );
    broken.calls.next(call('fast', 'a', of(completed)));
    expect(broken.sent).toEqual(['{"error":"the tool failed"}', 'response.create']);
  });

  it('passes on an error of the source and cancels the tools', () => {
    const tool = new Subject<string>();
    const { calls, sent } = play({ ...idle, slow: () => tool });
    calls.next(call('slow', 'a', of(completed)));
    calls.error('gone');
    expect(sent).toEqual(['#gone']);
    expect(tool.observed).toBe(false);
  });

  it('starts anew for each subscription', () => {
    const events$ = of(call('fast', 'a', of(completed))).pipe(
      runTools<Call>({ ...idle, fast: () => of('x') }),
    );
    const seen: string[] = [];
    events$.subscribe(({ type }) => seen.push(type));
    events$.subscribe(({ type }) => seen.push(type));
    expect(seen).toEqual([
      'conversation.item.create',
      'response.create',
      'conversation.item.create',
      'response.create',
    ]);
  });

  it('reads from the calls of a session: two tools in one response bring one reply', () => {
    const events = new Subject<ServerEvent>();
    const sent: ClientEvent[] = [];
    const codecs = { fast: t.type({ a: t.number }), slow: t.type({ a: t.number }) };
    const slow = new Subject<string>();
    events
      .pipe(responses(), functionCalls(codecs), runTools({ fast: ({ a }) => of(a + 1), slow: () => slow }))
      .subscribe((event) => sent.push(event));
    const item = (name: string, id: string) => ({
      type: 'response.output_item.done' as const,
      event_id: `event_${id}`,
      response_id: 'r',
      output_index: 0,
      item: {
        type: 'function_call' as const,
        id,
        call_id: `call_${id}`,
        status: 'completed',
        name,
        arguments: '{"a":1}',
      },
    });
    events.next({ type: 'response.created', event_id: 'e1', response: { id: 'r', conversation_id: 'c' } });
    events.next(item('fast', 'i1'));
    events.next(item('slow', 'i2'));
    expect(sent).toEqual([output('call_i1', '2')]);
    events.next({ type: 'response.done', event_id: 'e2', response: { id: 'r', status: 'completed' } });
    expect(sent).toHaveLength(1);
    slow.next('late');
    slow.complete();
    expect(sent).toEqual([output('call_i1', '2'), output('call_i2', 'late'), create]);
  });

  it('types tools by the codecs of their calls', () => {
    const codecs = { get_weather: t.type({ city: t.string }), hang_up: t.type({ after_ms: t.number }) };
    const calls$ = NEVER.pipe(functionCalls(codecs));

    // The arguments are those of the codec of the same name.
    const sent$ = calls$.pipe(
      runTools({
        get_weather: (args) => {
          expectTypeOf(args).toEqualTypeOf<{ city: string }>();
          return of(args.city);
        },
        hang_up: async ({ after_ms }, { signal }) => {
          expectTypeOf(after_ms).toEqualTypeOf<number>();
          expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
        },
      }),
    );
    expectTypeOf(sent$).toEqualTypeOf<Observable<ClientEvent>>();

    // In one pipe with the calls, as it is written most often.
    const answers$: Observable<ResponseStream> = NEVER;
    answers$.pipe(
      functionCalls(codecs),
      runTools({ get_weather: ({ city }) => of(city.length), hang_up: () => [] }),
    );

    // A tool is missing.
    // @ts-expect-error hang_up has no tool
    calls$.pipe(runTools({ get_weather: ({ city }) => of(city) }));

    // A tool takes other arguments than its codec gives.
    // @ts-expect-error the codec gives a string
    calls$.pipe(runTools({ get_weather: (args: { city: number }) => of(args.city), hang_up: () => [] }));

    // The name narrows the arguments.
    calls$.subscribe((named) => {
      if (named.name === 'get_weather') {
        expectTypeOf(named).toExtend<
          FunctionCall<'get_weather', { city: string }> | FunctionCall<string, never>
        >();
        type Right = Extract<typeof named.arguments, E.Right<unknown>>['right'];
        expectTypeOf<Right>().toEqualTypeOf<{ city: string }>();
      }
    });
  });
});
