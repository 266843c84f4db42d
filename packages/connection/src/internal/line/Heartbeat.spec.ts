import { describe, expect, it } from '@jest/globals';
import { VirtualTimeScheduler } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { Heartbeat } from './Heartbeat.ts';

const limits = { intervalMs: 10_000, deadlineMs: 5_000, maxUnansweredMs: 30_000 };

const setUp = (answer: (pong: () => void, scheduler: SchedulerLike, count: number) => void) => {
  const virtual = new VirtualTimeScheduler();
  let sleptMs = 0;
  const scheduler: SchedulerLike = {
    now: () => virtual.now() + sleptMs,
    schedule: virtual.schedule.bind(virtual),
  };
  const pings: number[] = [];
  let deadAtMs: number | undefined;
  let receivedBytes = 0;
  const stalls: number[] = [];
  const heartbeat: Heartbeat = new Heartbeat(limits, scheduler, {
    ping: () => {
      pings.push(scheduler.now());
      answer(() => heartbeat.pong(), scheduler, pings.length);
    },
    dead: () => (deadAtMs = scheduler.now()),
    stall: (lagMs) => stalls.push(lagMs),
    receivedBytes: () => receivedBytes,
  });
  /** Bytes arrive every so often, in a span of time. */
  const receive = (fromMs: number, untilMs: number, everyMs: number) => {
    for (let atMs = fromMs; atMs < untilMs; atMs += everyMs)
      virtual.schedule(() => (receivedBytes += 1_000), atMs);
  };
  heartbeat.start();
  const runUntil = (ms: number) => {
    virtual.maxFrames = ms;
    virtual.flush();
  };
  const sleep = (ms: number) => (sleptMs += ms);
  return { heartbeat, pings, stalls, runUntil, scheduler, sleep, receive, deadAt: () => deadAtMs };
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

  it('does not count its own lag as the time of the line, and says what it excused', () => {
    const { heartbeat, runUntil, sleep } = setUp((pong, scheduler) => {
      // This turn of the event loop takes long; then the pong is read.
      sleep(800);
      scheduler.schedule(pong, 1);
    });
    runUntil(10_500);
    expect(heartbeat.roundTripMs).toBe(100);
    expect(heartbeat.excusedMs).toBe(701);
  });

  it('does not count the time in which other bytes arrive as the time of the line', () => {
    const { heartbeat, runUntil, receive } = setUp((pong, scheduler) => scheduler.schedule(pong, 3_000));
    receive(10_000, 12_500, 50);
    runUntil(14_000);
    expect(heartbeat.roundTripMs).toBe(500);
    expect(heartbeat.excusedMs).toBe(2_500);
  });

  it('lets the deadline move on while bytes arrive, and no further', () => {
    const busy = setUp(() => undefined);
    busy.receive(10_000, 22_000, 1_000);
    busy.runUntil(60_000);
    expect(busy.deadAt()).toBe(26_000);
  });

  it('waits no longer than maxUnansweredMs, whatever arrives', () => {
    const frozen = setUp(() => undefined);
    frozen.receive(10_000, 100_000, 50);
    frozen.runUntil(100_000);
    expect(frozen.deadAt()).toBe(40_000);
  });

  it('does not judge by time in which this process did not run, and tells of it', () => {
    const { runUntil, deadAt, pings, stalls, sleep } = setUp((pong, scheduler, count) =>
      scheduler.schedule(pong, count > 1 ? 5 : 4_900),
    );
    runUntil(14_050);
    // The process sleeps for a minute just before the deadline of the first ping.
    sleep(60_000);
    runUntil(40_000);
    expect(deadAt()).toBeUndefined();
    expect(pings.length).toBeGreaterThan(2);
    expect(stalls).toEqual([60_000]);
  });

  it('reads what lies in the socket in the turn of the verdict, and calls off a verdict that it refutes', () => {
    const answered = setUp((pong, scheduler) => scheduler.schedule(pong, limits.deadlineMs));
    answered.runUntil(60_000);
    expect(answered.deadAt()).toBeUndefined();
    const heard = setUp(() => undefined);
    heard.scheduler.schedule(() => heard.receive(0, 1, 1), 15_000);
    heard.runUntil(60_000);
    expect(heard.deadAt()).toBe(20_000);
  });

  it('does nothing after stop', () => {
    const { heartbeat, runUntil, pings, deadAt } = setUp(() => undefined);
    heartbeat.stop();
    runUntil(60_000);
    expect([pings, deadAt()]).toEqual([[], undefined]);
  });
});
