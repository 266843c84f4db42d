import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { Heartbeat } from './Heartbeat.ts';

const limits = { intervalMs: 10_000, deadlineMs: 5_000 };

const setUp = (answer: (pong: () => void, scheduler: SchedulerLike, count: number) => void) => {
  const virtual = new VirtualTimeScheduler();
  let sleptMs = 0;
  const scheduler: SchedulerLike = {
    now: () => virtual.now() + sleptMs,
    schedule: virtual.schedule.bind(virtual),
  };
  const pings: number[] = [];
  let deadAtMs: number | undefined;
  const stalls: number[] = [];
  const heartbeat: Heartbeat = new Heartbeat(limits, scheduler, {
    ping: () => {
      pings.push(scheduler.now());
      answer(() => heartbeat.pong(), scheduler, pings.length);
    },
    dead: () => (deadAtMs = scheduler.now()),
    stall: (lagMs) => stalls.push(lagMs),
  });
  heartbeat.start();
  const runUntil = (ms: number) => {
    virtual.maxFrames = ms;
    virtual.flush();
  };
  const sleep = (ms: number) => (sleptMs += ms);
  return { heartbeat, pings, stalls, runUntil, scheduler, sleep, deadAt: () => deadAtMs };
};

describe('Heartbeat', () => {
  it('pings every interval and stays quiet while pongs come', () => {
    const { pings, runUntil, deadAt, heartbeat } = setUp((pong, scheduler) => scheduler.schedule(pong, 30));
    runUntil(35_000);
    expect(pings).toEqual([10_000, 20_030, 30_060]);
    expect(heartbeat.roundTripMs).toBe(30);
    expect(deadAt()).toBeUndefined();
  });

  it('calls the link dead one deadline after an unanswered ping', () => {
    const { runUntil, deadAt } = setUp(() => undefined);
    runUntil(60_000);
    expect(deadAt()).toBe(15_000);
  });

  it('counts the waiting time of a ping as its round trip', () => {
    const { heartbeat, scheduler, runUntil } = setUp(() => undefined);
    let seenMs = 0;
    scheduler.schedule(() => (seenMs = heartbeat.roundTripMs), 12_000);
    runUntil(12_000);
    expect(seenMs).toBe(2_000);
  });

  it('does not count the turns of its own event loop as the time of the line', () => {
    const { heartbeat, runUntil, sleep } = setUp((pong, scheduler) => {
      // The rest of this turn and the next one take long; then the pong is read.
      sleep(400);
      scheduler.schedule(() => sleep(400), 0);
      scheduler.schedule(pong, 1);
    });
    runUntil(10_500);
    expect(heartbeat.roundTripMs).toBe(1);
  });

  it('pings again instead of judging when its own timer was late', () => {
    const { runUntil, deadAt, pings, stalls, sleep } = setUp(
      (pong, scheduler, count) => count > 1 && scheduler.schedule(pong, 5),
    );
    runUntil(14_000);
    // The process sleeps for a minute: the deadline of the first ping fires far too late.
    sleep(60_000);
    runUntil(40_000);
    expect(deadAt()).toBeUndefined();
    expect(pings.length).toBeGreaterThan(2);
    expect(stalls).toEqual([60_000]);
  });

  it('reads what lies in the socket before it judges', () => {
    const { runUntil, deadAt } = setUp((pong, scheduler) => scheduler.schedule(pong, limits.deadlineMs));
    runUntil(60_000);
    expect(deadAt()).toBeUndefined();
  });

  it('does nothing after stop', () => {
    const { heartbeat, runUntil, pings, deadAt } = setUp(() => undefined);
    heartbeat.stop();
    runUntil(60_000);
    expect([pings, deadAt()]).toEqual([[], undefined]);
  });
});
