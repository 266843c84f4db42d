import type { ServerEvent } from '@rx-realtime/codecs';
import type { either as E } from 'fp-ts';
import { expectTypeOf } from 'expect-type';
import * as t from 'io-ts';
import { NEVER } from 'rxjs';
import type { Observable } from 'rxjs';
import type { FunctionCall } from './functionCall.ts';
import { functionCalls } from './functionCalls.ts';
import { responses } from './responses.ts';
import type { ResponseStream } from './responseStream.ts';
import { usage } from './usage.ts';
import { cost } from './cost.ts';
import { realtimePrices } from './priceTable.ts';

const live$: Observable<ServerEvent> = NEVER;
const calls$ = live$.pipe(functionCalls({ add: t.type({ a: t.number }), end: t.type({ why: t.string }) }));

expectTypeOf(calls$).toEqualTypeOf<
  Observable<
    FunctionCall<'add', { a: number }> | FunctionCall<'end', { why: string }> | FunctionCall<string, never>
  >
>();

calls$.subscribe((call) => {
  // Without looking at the name the arguments are any of those.
  expectTypeOf<Extract<typeof call.arguments, E.Right<unknown>>['right']>().toEqualTypeOf<
    { a: number } | { why: string }
  >();
  if (call.name === 'add') {
    expectTypeOf<Extract<typeof call.arguments, E.Right<unknown>>['right']>().toEqualTypeOf<{ a: number }>();
    // @ts-expect-error the arguments may not have decoded
    void call.arguments.right;
  }
});

// @ts-expect-error a codec is needed for each function
live$.pipe(functionCalls({ add: (a: number) => a }));

expectTypeOf(live$.pipe(responses())).toEqualTypeOf<Observable<ResponseStream>>();

// @ts-expect-error money is counted from usage, not from events
live$.pipe(cost(realtimePrices));
live$.pipe(usage(), cost(realtimePrices));
