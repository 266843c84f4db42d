import { describe, expect, it } from '@jest/globals';
import type { Response, ServerEvent } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { from, lastValueFrom, map, toArray } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { budget } from './budget.ts';
import { cost, usdOf } from './cost.ts';
import { type ModelPrices, pricesOf, type PriceTable, realtimePrices } from './priceTable.ts';
import { usage } from './usage.ts';
import { addUsage, noUsage, totalTokens, usageTokensOf } from './usageTokens.ts';

/** The usage of OpenAI's own example of response.done. */
const seen: Response['usage'] = {
  total_tokens: 253,
  input_tokens: 132,
  output_tokens: 121,
  input_token_details: {
    text_tokens: 119,
    audio_tokens: 13,
    image_tokens: 0,
    cached_tokens: 64,
    cached_tokens_details: { text_tokens: 64, audio_tokens: 0, image_tokens: 0 },
  },
  output_token_details: { text_tokens: 30, audio_tokens: 91 },
};

const session = (model: string): ServerEvent => ({
  type: 'session.created',
  event_id: 's',
  session: { type: 'realtime', model },
});
const done = (id: string, used: Response['usage'] = seen): ServerEvent => ({
  type: 'response.done',
  event_id: `event_${id}`,
  response: { id, status: 'completed', conversation_id: 'conv_1', output: [], usage: used },
});

const raise = (message: string): never => {
  throw new Error(message);
};

const zero = { text: 0, audio: 0, image: 0, unattributed: 0 };
const tokens = {
  input: { ...zero, text: 119, audio: 13 },
  cachedInput: { ...zero, text: 64 },
  output: { ...zero, text: 30, audio: 91 },
};

const counts = fc.record(
  { text_tokens: fc.nat(999), audio_tokens: fc.nat(999), image_tokens: fc.nat(999) },
  { requiredKeys: [] },
);
const anyUsage = fc.record(
  {
    input_tokens: fc.option(fc.nat(3000)),
    output_tokens: fc.option(fc.nat(3000)),
    input_token_details: fc
      .tuple(counts, fc.option(fc.nat(999)), fc.option(counts))
      .map(([details, cached_tokens, cached_tokens_details]) => ({
        ...details,
        cached_tokens,
        cached_tokens_details,
      })),
    output_token_details: fc.option(counts),
  },
  { requiredKeys: [] },
);

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
});

const row: ModelPrices = pricesOf(realtimePrices, 'gpt-realtime') ?? raise('no row');

describe('cost', () => {
  it('bills text, audio and cached tokens each at their rate, the cached ones once', async () => {
    const [report] = await lastValueFrom(
      from([session('gpt-realtime-2025-08-28'), done('a')]).pipe(usage(), cost(realtimePrices), toArray()),
    );
    // 55 text in + 64 cached + 13 audio in + 30 text out + 91 audio out, in USD per 1M tokens
    const usd = (55 * 4 + 64 * 0.4 + 13 * 32 + 30 * 16 + 91 * 64) / 1e6;
    expect(report).toMatchObject({
      _tag: 'PricedResponse',
      model: 'gpt-realtime-2025-08-28',
      asOf: '2025-10',
      unpricedResponses: 0,
    });
    expect(report).toHaveProperty('usd', expect.closeTo(usd, 12));
    expect(report?.totalUsd).toBeCloseTo(usd, 12);
  });

  it('has no price for a model it does not know, and does not call that zero', async () => {
    for (const model of ['gpt-realtime-2.1', 'constructor', '__proto__']) {
      const [report] = await lastValueFrom(
        from([session(model), done('a')]).pipe(usage(), cost(realtimePrices), toArray()),
      );
      expect(report).toEqual({
        _tag: 'UnpricedResponse',
        responseId: 'a',
        model,
        usage: tokens,
        totalUsd: 0,
        unpricedResponses: 1,
      });
    }
    const unknown = await lastValueFrom(from([done('a')]).pipe(usage(), cost(realtimePrices)));
    expect(unknown).toMatchObject({ _tag: 'UnpricedResponse', model: undefined });
  });

  it('counts unattributed tokens at the dearest rate, and gives unattributed cached ones no discount', () => {
    expect(usdOf(usageTokensOf({ input_tokens: 1e6, output_tokens: 1e6 }), row)).toBeCloseTo(32 + 64, 9);
    const cached = usageTokensOf({
      input_tokens: 1e6,
      input_token_details: { text_tokens: 1e6, cached_tokens: 1e6 },
    });
    expect(usdOf(cached, row)).toBeCloseTo(4, 9);
  });

  it('is never negative and never more than the price without a cache', () => {
    fc.assert(
      fc.property(anyUsage, (used) => {
        const all = usageTokensOf(used);
        const usd = usdOf(all, row);
        expect(usd).toBeGreaterThanOrEqual(0);
        expect(usd).toBeLessThanOrEqual(usdOf({ ...all, cachedInput: noUsage.cachedInput }, row) + 1e-12);
      }),
    );
  });

  it('prefers the row of a snapshot to that of its model', () => {
    const own = { ...row, asOf: '2030-01' };
    const table: PriceTable = { ...realtimePrices, 'gpt-realtime-2025-08-28': own };
    expect(pricesOf(table, 'gpt-realtime-2025-08-28')).toBe(own);
    expect(pricesOf(table, 'gpt-realtime-2026-01-01')).toBe(realtimePrices['gpt-realtime']);
    expect(pricesOf(table, 'other')).toBeUndefined();
  });
});

const priced = (totalUsd: number) =>
  ({
    _tag: 'PricedResponse',
    responseId: 'a',
    model: 'm',
    usd: 0.1,
    asOf: '2025-10',
    totalUsd,
    unpricedResponses: 0,
  }) as const;
const unpriced = {
  _tag: 'UnpricedResponse',
  responseId: 'b',
  model: 'x',
  usage: noUsage,
  totalUsd: 0.1,
  unpricedResponses: 1,
} as const;

describe('budget', () => {
  it('warns, then stops', () => {
    new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(
      ({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold('a-b-c-d-|', { a: priced(0.1), b: priced(0.4), c: priced(0.5), d: priced(0.6) });
        const statuses$ = source.pipe(
          budget({ usd: 0.5 }),
          map(({ status }) => status),
        );
        expectObservable(statuses$).toBe('a-b-(c|)', { a: 'within', b: 'warning', c: 'exceeded' });
        expectSubscriptions(source.subscriptions).toBe('^---!');
      },
    );
  });

  it('does not vouch for what has no price', async () => {
    const report = await lastValueFrom(from([unpriced]).pipe(budget({ usd: 1 })));
    expect(report).toEqual({ status: 'unknown', spentUsd: 0.1, budgetUsd: 1, cost: unpriced });
  });

  it.each([{ usd: 0 }, { usd: NaN }, { usd: 1, warnAtShare: 2 }])('refuses %j', (config) => {
    expect(() => budget(config)).toThrow(RangeError);
  });
});
