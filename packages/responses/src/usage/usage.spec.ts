import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { from, lastValueFrom, map, NEVER, of, pipe, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { anyUsage, done, session, tokens } from '../../test/usages.ts';
import { usage } from './usage.ts';
import type { UsageReport } from './usage.ts';
import { addUsage, totalTokens, usageTokensOf } from './usageTokens.ts';

describe('usage', () => {
  it('reports each response and the sum, with the model of the session', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('s-a-a-b-|', { s: session('gpt-realtime'), a: done('a'), b: done('b') });
        const report = { conversationId: 'conv_1', model: 'gpt-realtime', usage: tokens };
        expectObservable(source.pipe(usage())).toBe('--a---b-|', {
          a: { ...report, responseId: 'a', total: tokens },
          b: { ...report, responseId: 'b', total: addUsage(tokens, tokens) },
        });
        expectSubscriptions(source.subscriptions).toBe('^-------!');
      },
    );
  });

  it('skips responses without usage and takes the configured model until the session names one', async () => {
    const events = [done('a', null), done('b'), session('gpt-realtime-mini'), done('c')];
    const models = await lastValueFrom(
      from(events).pipe(
        usage({ model: 'mine' }),
        map(({ model }) => model),
        toArray(),
      ),
    );
    expect(models).toEqual(['mine', 'gpt-realtime-mini']);
  });

  it('counts every token once: the kinds sum up to the total, the cached ones are part of the input', () => {
    fc.assert(
      fc.property(anyUsage, (used) => {
        const { input, cachedInput, output } = usageTokensOf(used);
        expect(totalTokens(input)).toBe(used.input_tokens ?? totalTokens(input));
        expect(totalTokens(output)).toBe(used.output_tokens ?? totalTokens(output));
        expect(totalTokens(cachedInput)).toBeLessThanOrEqual(totalTokens(input));
        for (const kind of ['text', 'audio', 'image'] as const)
          expect(cachedInput[kind]).toBeLessThanOrEqual(input[kind]);
      }),
    );
  });

  itHasALifeCycle({
    operator: () =>
      pipe(
        usage(),
        map(({ total }) => total.input.audio),
      ),
    values: { s: session('gpt-realtime'), a: done('a'), b: done('b') },
    results: { 1: 13, 2: 26 },
    one: ['-a', '-1'],
    many: ['sa-ab-', '-1--2-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(usage())).toEqualTypeOf<Observable<UsageReport>>();
    // @ts-expect-error the model is a name
    usage({ model: 1 });
    // @ts-expect-error events, not usages
    of({ input_tokens: 1 }).pipe(usage());
  });
});
