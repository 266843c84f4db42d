import { describe, expect, it } from '@jest/globals';
import { PongWait } from './PongWait.ts';

const stepMs = 100;
const sentAtMs = 1_000;

describe('PongWait', () => {
  it.each([
    [0, 0],
    [90, 90],
    [124, 124],
    [125, 100],
    [150, 100],
    [60_000, 100],
  ])('takes a look after %i ms for %i ms of a running process', (elapsedMs, livedMs) => {
    const wait = new PongWait(stepMs, sentAtMs, 0);
    expect(wait.lineMs(sentAtMs + elapsedMs)).toBe(livedMs);
    expect(wait.excusedMs(sentAtMs + elapsedMs)).toBe(elapsedMs - livedMs);
    wait.look(sentAtMs + elapsedMs, 0);
    expect([wait.livedMs, wait.quietMs]).toEqual([livedMs, livedMs]);
    expect(wait.lineMs(sentAtMs + elapsedMs)).toBe(livedMs);
  });

  it('adds up what lies between looks', () => {
    const wait = new PongWait(stepMs, sentAtMs, 7);
    [1_100, 1_200, 1_310].forEach((nowMs) => wait.look(nowMs, 7));
    expect([wait.livedMs, wait.quietMs, wait.lineMs(1_330), wait.excusedMs(1_330)]).toEqual([
      310, 310, 330, 0,
    ]);
  });

  it('begins its quiet anew when bytes arrive, and takes that time for nobody’s', () => {
    const wait = new PongWait(stepMs, sentAtMs, 7);
    wait.look(1_100, 7);
    wait.look(1_200, 8);
    expect([wait.livedMs, wait.quietMs, wait.lineMs(1_200), wait.excusedMs(1_200)]).toEqual([
      200, 0, 100, 100,
    ]);
    wait.look(1_300, 8);
    expect([wait.livedMs, wait.quietMs, wait.lineMs(1_300), wait.excusedMs(1_300)]).toEqual([
      300, 100, 200, 100,
    ]);
  });
});
