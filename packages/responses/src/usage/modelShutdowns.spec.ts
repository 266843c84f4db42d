import { describe, expect, it } from '@jest/globals';
import { modelShutdowns, shutdownOf } from './modelShutdowns.ts';
import { pricesOf, realtimePrices } from './priceTable.ts';

describe('modelShutdowns', () => {
  it('gives days, and replacements that last longer and have a price', () => {
    for (const { endsOn, replacement } of Object.values(modelShutdowns)) {
      expect(new Date(endsOn).toISOString()).toBe(`${endsOn}T00:00:00.000Z`);
      expect(shutdownOf(replacement)).toBeUndefined();
      expect(pricesOf(realtimePrices, replacement)).toBeDefined();
    }
  });
});

describe('shutdownOf', () => {
  it.each([
    ['gpt-realtime', '2027-01-20'],
    ['gpt-realtime-2025-08-28', '2027-01-20'],
    ['gpt-realtime-mini-2025-10-06', '2027-01-20'],
    ['gpt-4o-mini-transcribe-2025-12-15', '2027-02-26'],
    ['whisper-1', '2027-02-26'],
    ['gpt-realtime-2.1', undefined],
    ['gpt-realtime-whisper', undefined],
    ['constructor', undefined],
  ])('%s ends on %s', (model, endsOn) => expect(shutdownOf(model)?.endsOn).toBe(endsOn));
});
