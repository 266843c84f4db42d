import { expect, it } from '@jest/globals';
import { fuzz } from '../fuzz/fuzz.mjs';
import { examples, wire } from '../test/fixtures.ts';
import { decodeFrame, decodeServerEvent } from '../src/wire/decodeServerEvent.ts';
import { serverEventCodecs } from '../src/events/serverEventCodecs.ts';

/** A short run of `fuzz/run.mjs`; the seed is printed when it fails. */
const seed = Date.now() % 2 ** 32;

it('survives 50,000 random frames', () => {
  const payloads = [...Object.values(examples), ...Object.values(wire)].flat();
  const api = { decodeFrame, decodeServerEvent, serverEventCodecs };
  const report = fuzz(api, payloads, { seed, damaged: 34_000, mixed: 10_000, sound: 6_000 });
  // Wall-clock time depends on the machine; run.mjs looks at it, a spec must not.
  const failures = report.failures.filter(({ what }) => !what.startsWith('took'));
  expect({ seed, failures }).toEqual({ seed, failures: [] });
  expect(Math.min(report.left, report.unknown, report.understood)).toBeGreaterThan(1000);
});
