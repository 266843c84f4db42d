import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { functionCalls } from '@rx-realtime/responses';
import type { FunctionCall } from '@rx-realtime/responses';
import type { either as E } from 'fp-ts';
import { expectTypeOf } from 'expect-type';
import * as t from 'io-ts';
import { NEVER, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { runTools } from './runTools.ts';

const live$: Observable<ServerEvent> = NEVER;
const codecs = { get_weather: t.type({ city: t.string }), hang_up: t.type({ after_ms: t.number }) };
const calls$ = live$.pipe(functionCalls(codecs));

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
live$.pipe(
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
calls$.subscribe((call) => {
  if (call.name === 'get_weather') {
    expectTypeOf(call).toExtend<
      FunctionCall<'get_weather', { city: string }> | FunctionCall<string, never>
    >();
    type Right = Extract<typeof call.arguments, E.Right<unknown>>['right'];
    expectTypeOf<Right>().toEqualTypeOf<{ city: string }>();
  }
});
