import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { expectTypeOf } from 'expect-type';
import { either as E } from 'fp-ts';
import * as t from 'io-ts';
import { from, lastValueFrom, map, mergeMap, NEVER, pipe, Subject, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { asMarbles, audioItem, callItem, endOf, record, textItem } from '../../test/recordings.ts';
import type { FunctionCall } from './functionCall.ts';
import { functionCalls } from './functionCalls.ts';
import { responses } from '../answers/responses.ts';

const Weather = t.type({ city: t.string }, 'Weather');
const codecs = { get_weather: Weather, hang_up: t.type({}) };
const weather = record({ id: '1', items: [callItem('get_weather', '{"city"', ':"Oslo"}')] });

const callsOf = (events: readonly ServerEvent[]) =>
  lastValueFrom(from(events).pipe(responses(), functionCalls(codecs), toArray()));

describe('functionCalls', () => {
  it('emits a call when its item is done, before the response is', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const { marbles, values, before } = asMarbles(weather);
      const source = cold(`${marbles}|`, values);
      const done = before('response.output_item.done');
      const calls$ = source.pipe(
        responses(),
        functionCalls(codecs),
        map((c) => ({ ...c, responseDone$: undefined, session$: undefined })),
      );
      const address = {
        callId: 'call_1_0',
        itemId: 'item_1_0',
        responseId: 'resp_1',
        conversationId: 'conv_1',
      };
      const call = {
        name: 'get_weather',
        ...address,
        arguments: E.right({ city: 'Oslo' }),
        responseDone$: undefined,
        session$: undefined,
      };
      expectObservable(calls$).toBe(`${'-'.repeat(done)}c${'-'.repeat(marbles.length - done - 1)}|`, {
        c: call,
      });
      expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(marbles.length - 1)}!`);
    });
  });

  it.each([
    ['{', { code: 'invalid_json', message: 'the arguments are not JSON that can be accepted' }],
    [
      '{"city":5}',
      { code: 'invalid_arguments', message: 'the arguments do not fit: expected string at city, got number' },
    ],
    [
      '{}',
      {
        code: 'invalid_arguments',
        message: 'the arguments do not fit: expected string at city, got nothing',
      },
    ],
    ['{"__proto__":{"city":"x"}}', { code: 'invalid_json' }],
    ['{"\\u005f_proto__":{"city":"x"}}', { code: 'invalid_json' }],
  ])('gives a Left for %s', async (json, failure) => {
    const [call] = await callsOf(record({ id: '2', items: [callItem('get_weather', json)] }).events);
    expect(call?.arguments).toEqual(
      E.left(expect.objectContaining({ _tag: 'ArgumentsFailure', name: 'get_weather', ...failure })),
    );
  });

  it.each(['', ' ', '\n', 'null', ' null '])('takes blank arguments (%j) for none', async (json) => {
    const [call] = await callsOf(record({ id: '2', items: [callItem('hang_up', json)] }).events);
    expect(call?.arguments).toEqual(E.right({}));
  });

  it('gives a Left for a function without a codec, also for the names of Object.prototype', async () => {
    for (const name of ['invented', 'constructor', '__proto__']) {
      const [call] = await callsOf(record({ id: '3', items: [callItem(name, '{}')] }).events);
      expect(call).toMatchObject({ name, arguments: E.left({ code: 'unknown_function' }) });
    }
  });

  it('survives a codec that throws', async () => {
    const broken = new t.Type<string>(
      'Broken',
      t.string.is,
      () => {
        throw new Error('mine');
      },
      t.identity,
    );
    const { events } = record({ id: '4', items: [callItem('f', '{}')] });
    const call = await lastValueFrom(from(events).pipe(responses(), functionCalls({ f: broken })));
    expect(call).toMatchObject({ arguments: E.left({ code: 'invalid_arguments' }) });
  });

  it('emits each call_id once, however often and wherever the server repeats it', async () => {
    const again = weather.events.map((event) => ({ ...event, event_id: '' }) as ServerEvent);
    expect(await callsOf([...weather.events, ...again])).toHaveLength(1);
    const elsewhere = record({ id: '1', items: [textItem('x'), callItem('hang_up', '{}')] }).events;
    const sameCallId = elsewhere.map(
      (event) =>
        JSON.parse(
          JSON.stringify(event).replaceAll('call_1_1', 'call_1_0').replaceAll('resp_1', 'resp_9'),
        ) as ServerEvent,
    );
    expect(await callsOf([...weather.events, ...sameCallId])).toHaveLength(1);
  });

  it('emits every call that has no call_id', async () => {
    const items = [callItem('hang_up', '{}'), callItem('get_weather', '{"city":"A"}')];
    const nameless = record({ id: '6', items }).events.map(
      (event) => JSON.parse(JSON.stringify(event).replaceAll(/"call_id":"[^"]*",/g, '')) as ServerEvent,
    );
    const calls = await callsOf(nameless.filter(({ type }) => type.endsWith('done')));
    expect(calls.map(({ name, callId }) => [name, callId])).toEqual([
      ['hang_up', ''],
      ['get_weather', ''],
    ]);
  });

  it('gives several calls of one response, the last before the response is done', () => {
    const { events } = record({
      id: '5',
      items: [audioItem(['Wait.'], []), callItem('get_weather', '{"city":"A"}'), callItem('hang_up', '{}')],
    });
    const source = new Subject<ServerEvent>();
    const order: string[] = [];
    source
      .pipe(
        responses(),
        functionCalls(codecs),
        mergeMap((call) => {
          order.push(call.name);
          return call.responseDone$.pipe(map(({ status }) => `${call.name} ${status}`));
        }),
      )
      .subscribe((line) => order.push(line));
    events.forEach((event) => source.next(event));
    expect(order).toEqual(['get_weather', 'hang_up', 'get_weather completed', 'hang_up completed']);
  });

  it('passes on errors', () => {
    const source = new Subject<ServerEvent>();
    const seen: unknown[] = [];
    source.pipe(responses(), functionCalls(codecs)).subscribe({ error: (error) => seen.push(error) });
    source.error('gone');
    expect(seen).toEqual(['gone']);
  });

  it('names the mistake when a schema stands where a codec belongs', () => {
    const zod = {
      '~standard': { version: 1, vendor: 'zod', validate: () => ({ value: {} }) },
      decode: () => ({}),
    };
    const mistakes: readonly (readonly [codec: unknown, got: string])[] = [
      [zod, 'a schema of zod'],
      [Object.assign(() => true, { '~standard': { vendor: 'arktype' } }), 'a schema of arktype'],
      [{ type: 'object' }, 'a value of type object'],
      [undefined, 'a value of type undefined'],
    ];
    for (const [codec, got] of mistakes) {
      // @ts-expect-error codecs only; JavaScript does not know
      expect(() => functionCalls({ get_weather: codec })).toThrow(
        new TypeError(
          `functionCalls: expected an io-ts codec for get_weather, such as t.type({ city: t.string }), got ${got}`,
        ),
      );
    }
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        responses(),
        functionCalls(codecs),
        map(({ callId }) => callId),
      ),
    values: { a: endOf(weather), b: endOf(record({ id: '2', items: [callItem('hang_up', '{}')] })) },
    results: { a: 'call_1_0', b: 'call_2_0' },
    one: ['-a', '-a'],
    many: ['-a-a-b-', '-a---b-'],
  });

  it('types what it takes and gives', () => {
    const calls$ = NEVER.pipe(
      functionCalls({ add: t.type({ a: t.number }), end: t.type({ why: t.string }) }),
    );
    expectTypeOf(calls$).toEqualTypeOf<
      Observable<
        | FunctionCall<'add', { a: number }>
        | FunctionCall<'end', { why: string }>
        | FunctionCall<string, never>
      >
    >();
    calls$.subscribe((call) => {
      // Without looking at the name the arguments are any of those.
      expectTypeOf<Extract<typeof call.arguments, E.Right<unknown>>['right']>().toEqualTypeOf<
        { a: number } | { why: string }
      >();
      if (call.name === 'add') {
        expectTypeOf<Extract<typeof call.arguments, E.Right<unknown>>['right']>().toEqualTypeOf<{
          a: number;
        }>();
        // @ts-expect-error the arguments may not have decoded
        void call.arguments.right;
      }
    });
    // @ts-expect-error a codec is needed for each function
    expect(() => functionCalls({ add: (a: number) => a })).toThrow(TypeError);
    // @ts-expect-error responses, not events
    from(weather.events).pipe(functionCalls(codecs));
  });
});
