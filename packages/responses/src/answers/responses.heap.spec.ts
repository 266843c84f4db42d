import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { Subject } from 'rxjs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { endless } from '../../test/endless.ts';
import { responses } from './responses.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const used = (): number => {
  collectGarbage();
  return process.memoryUsage().heapUsed;
};

const mebibyte = 1024 * 1024;
const deltas = 100_000;

/** Bytes beyond the start at their most, and how many responses had outgrown their limit. */
const play = (eventAt: (n: number) => ServerEvent, maxResponseBytes: number) => {
  const before = used();
  const source = new Subject<ServerEvent>();
  let overflown = 0;
  source.pipe(responses({ maxResponseBytes })).subscribe(({ text$, done$ }) => {
    text$.subscribe({ error: () => undefined });
    done$.subscribe((outcome) => {
      if (outcome.status === 'interrupted' && outcome.reason === 'overflow') overflown++;
    });
  });
  let peak = 0;
  for (let n = 0; n < deltas; n++) {
    source.next(eventAt(n));
    if (n % 20_000 === 19_999) peak = Math.max(peak, used() - before);
  }
  source.complete();
  return { peak, overflown };
};

// fuzz/heap.mjs does the same with a hundred times as many.
describe('responses, when deltas never come to a done', () => {
  it.each(['text', 'transcript', 'sound'] as const)('stay within maxResponseBytes: %s', (kind) => {
    const { peak, overflown } = play(endless[kind], 4 * mebibyte);
    expect(overflown).toBe(1);
    expect(peak).toBeLessThanOrEqual(4 * mebibyte * 1.1);
  });

  it('free one response after another', () => {
    expect(play(endless['responses of 100 deltas'], 4 * mebibyte).peak).toBeLessThanOrEqual(4 * mebibyte);
  });

  it('hold more when they may: the measurement sees what it has to', () => {
    expect(play(endless.text, 64 * mebibyte).peak).toBeGreaterThan(4 * mebibyte * 1.1);
  });
});
