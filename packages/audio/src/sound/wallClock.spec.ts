// Nobody sleeps or stands still because somebody sets the machine's clock.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { from, timer } from 'rxjs';
import { virtualPlayer } from '../mouth/virtualPlayer.ts';
import { jitterBuffer } from './jitterBuffer.ts';
import { paceAudio } from './paceAudio.ts';
import { silence } from './silence.ts';

const hourMs = 3_600_000;
const blocks = Array.from({ length: 10 }, () => silence({ durationMs: 100 }));

describe.each([
  ['back', -hourMs],
  ['on', hourMs],
])('with the wall clock set %s by an hour', (_, jumpMs) => {
  beforeEach(() => {
    jest.useFakeTimers();
    timer(250).subscribe(() => jest.setSystemTime(Date.now() + jumpMs));
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each([
    ['paceAudio', paceAudio()],
    ['jitterBuffer', jitterBuffer({ targetMs: 100 })],
  ])('%s goes on at the same pace', (__, operator) => {
    const seenMs: number[] = [];
    const start = performance.now();
    from(blocks)
      .pipe(operator)
      .subscribe(() => seenMs.push(Math.round(performance.now() - start)));
    jest.advanceTimersByTime(2_000);
    expect(seenMs).toEqual([0, 100, 200, 300, 400, 500, 600, 700, 800, 900]);
  });

  it('virtualPlayer plays on', () => {
    const player = virtualPlayer();
    let playedMs = 0;
    player.played$.subscribe((ms) => (playedMs = ms));
    blocks.forEach((block) => player.write(block));
    jest.advanceTimersByTime(600);
    expect(playedMs).toBeGreaterThanOrEqual(580);
    expect(playedMs).toBeLessThanOrEqual(600);
    jest.advanceTimersByTime(500);
    expect(playedMs).toBe(1_000);
  });
});
