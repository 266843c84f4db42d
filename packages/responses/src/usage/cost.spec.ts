import { describe, expect, it } from '@jest/globals';
import { expectTypeOf } from 'expect-type';
import fc from 'fast-check';
import { from, lastValueFrom, map, NEVER, pipe, toArray } from 'rxjs';
import type { Observable } from 'rxjs';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { anyUsage, done, session, tokens, transcribed } from '../../test/usages.ts';
import { cost, usdOf } from './cost.ts';
import type { CostReport } from './cost.ts';
import { pricesOf, realtimePrices } from './priceTable.ts';
import type { ModelPrices, PriceTable } from './priceTable.ts';
import { usage } from './usage.ts';
import type { UsageReport } from './usage.ts';
import { noUsage, usageAmountsOf } from './usageAmounts.ts';

const raise = (message: string): never => {
  throw new Error(message);
};

const row: ModelPrices = pricesOf(realtimePrices, 'gpt-realtime') ?? raise('no row');

/** A response that spoke so many tokens, at 64 US dollars a million. */
const using = (audio: number): UsageReport => {
  const spoken = { ...noUsage, output: { ...noUsage.output, audio } };
  const billed = { kind: 'response', responseId: 'a', conversationId: 'conv_1' } as const;
  return { billed, model: 'gpt-realtime', usage: spoken, total: spoken };
};

describe('cost', () => {
  it('bills text, audio and cached tokens each at their rate, the cached ones once', async () => {
    const [report] = await lastValueFrom(
      from([session('gpt-realtime-2025-08-28'), done('a')]).pipe(usage(), cost(realtimePrices), toArray()),
    );
    // 55 text in + 64 cached + 13 audio in + 30 text out + 91 audio out, in USD per 1M tokens
    const usd = (55 * 4 + 64 * 0.4 + 13 * 32 + 30 * 16 + 91 * 64) / 1e6;
    expect(report).toMatchObject({
      _tag: 'PricedUsage',
      model: 'gpt-realtime-2025-08-28',
      asOf: '2025-10',
      unpriced: 0,
    });
    expect(report).toHaveProperty('usd', expect.closeTo(usd, 12));
    expect(report?.totalUsd).toBeCloseTo(usd, 12);
  });

  it('has no price for a model it does not know, and does not call that zero', async () => {
    for (const model of ['gpt-realtime-99', 'constructor', '__proto__']) {
      const [report] = await lastValueFrom(
        from([session(model), done('a')]).pipe(usage(), cost(realtimePrices), toArray()),
      );
      expect(report).toEqual({
        _tag: 'UnpricedUsage',
        billed: { kind: 'response', responseId: 'a', conversationId: 'conv_1' },
        model,
        usage: tokens,
        totalUsd: 0,
        unpriced: 1,
      });
    }
    const unknown = await lastValueFrom(from([done('a')]).pipe(usage(), cost(realtimePrices)));
    expect(unknown).toMatchObject({ _tag: 'UnpricedUsage', model: undefined });
  });

  it.each([
    ['gpt-realtime-whisper', { type: 'duration', seconds: 90 }, 1.5 * 0.017],
    ['gpt-transcribe', { type: 'duration', seconds: 60 }, 0.0045],
    [
      'gpt-4o-mini-transcribe-2025-12-15',
      { type: 'tokens', input_tokens: 1e6, output_tokens: 1e6, total_tokens: 2e6 },
      1.25 + 5,
    ],
  ] as const)('bills what %s transcribes', async (model, used, usd) => {
    const events = [session('gpt-realtime', model), transcribed('a', used)];
    const report = await lastValueFrom(from(events).pipe(usage(), cost(realtimePrices)));
    expect(report).toMatchObject({ _tag: 'PricedUsage', model, billed: { kind: 'transcription' } });
    expect(report.totalUsd).toBeCloseTo(usd, 12);
  });

  it('has no price for minutes of a model that bills tokens, nor for tokens of one that bills minutes', async () => {
    const minute = { ...noUsage, durationMs: 60_000 };
    expect(usdOf(minute, row)).toBeUndefined();
    expect(usdOf(minute, pricesOf(realtimePrices, 'gpt-realtime-translate') ?? row)).toBeCloseTo(0.034, 12);
    const events = [
      session('gpt-realtime', 'whisper-1'),
      transcribed('a', { type: 'tokens', input_tokens: 1, output_tokens: 1, total_tokens: 2 }),
    ];
    const report = await lastValueFrom(from(events).pipe(usage(), cost(realtimePrices)));
    expect(report).toMatchObject({ _tag: 'UnpricedUsage', model: 'whisper-1', unpriced: 1 });
  });

  it('counts unattributed tokens at the dearest rate, and gives unattributed cached ones no discount', () => {
    expect(usdOf(usageAmountsOf({ input_tokens: 1e6, output_tokens: 1e6 }), row)).toBeCloseTo(32 + 64, 9);
    const cached = usageAmountsOf({
      input_tokens: 1e6,
      input_token_details: { text_tokens: 1e6, cached_tokens: 1e6 },
    });
    expect(usdOf(cached, row)).toBeCloseTo(4, 9);
  });

  it('is never negative and never more than the price without a cache', () => {
    fc.assert(
      fc.property(anyUsage, (used) => {
        const all = usageAmountsOf(used);
        const usd = usdOf(all, row);
        const uncached = usdOf({ ...all, cachedInput: noUsage.cachedInput }, row) ?? NaN;
        expect(usd).toBeGreaterThanOrEqual(0);
        expect(usd).toBeLessThanOrEqual(uncached + 1e-12);
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

  itHasALifeCycle({
    operator: () =>
      pipe(
        cost(realtimePrices),
        map(({ totalUsd }) => totalUsd),
      ),
    values: { a: using(62_500), b: using(31_250) },
    results: { 1: 4, 2: 6 },
    one: ['-a', '-1'],
    many: ['-a-b-', '-1-2-'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(cost(realtimePrices))).toEqualTypeOf<Observable<CostReport>>();
    // A report has a price only when it is priced.
    expectTypeOf<CostReport>().not.toHaveProperty('usd');
    // @ts-expect-error money is counted from usage, not from events
    from([done('a')]).pipe(cost(realtimePrices));
    // @ts-expect-error prices by modality
    cost({ mine: { asOf: '2030-01', input: 1 } });
  });
});
