import { describe, expect, it } from '@jest/globals';
import { Uplink } from './Uplink.ts';
import type { Cargo } from './Uplink.ts';

const limits = { highWaterBytes: 10_000, maxRoundTripMs: 400 };
const bytesPerMs = 64;
const frameBytes = 2_560;

const cargo = (
  bytes: number,
  bufferedBytes: number,
  roundTripMs: number | undefined,
  perMs: number,
  excusedMs = 0,
): Cargo => ({ bytes, bytesPerMs: perMs, bufferedBytes, roundTripMs, excusedMs });

/** Sends frames until the gate shuts; returns how many passed. */
const fill = (uplink: Uplink, roundTripMs: number | undefined = 10): number => {
  let passed = 0;
  while (passed < 1_000 && uplink.mayCarry(cargo(frameBytes, 0, roundTripMs, bytesPerMs))) {
    uplink.sent(frameBytes);
    passed += 1;
  }
  return passed;
};

describe('Uplink', () => {
  it('lets 150 ms of audio go, and one frame more, before the first pong', () => {
    expect(fill(new Uplink(limits))).toBe(Math.floor((150 * bytesPerMs) / frameBytes) + 1);
  });

  it('lets more go when a pong says that what was before its ping has arrived', () => {
    const uplink = new Uplink(limits);
    const first = fill(uplink);
    uplink.pinged();
    uplink.ponged(0);
    expect(fill(uplink)).toBe(first);
  });

  it('does not count what was sent after the ping as arrived', () => {
    const uplink = new Uplink(limits);
    uplink.pinged();
    fill(uplink);
    uplink.ponged(0);
    expect(fill(uplink)).toBe(0);
  });

  it('lets a long line carry what is on its way there and back', () => {
    const uplink = new Uplink(limits);
    uplink.pinged();
    uplink.ponged(200);
    expect(fill(uplink)).toBe(Math.floor((550 * bytesPerMs) / frameBytes) + 1);
  });

  it('takes the shortest round trip for the bare line', () => {
    const uplink = new Uplink(limits);
    for (const roundTripMs of [0, 300]) {
      uplink.pinged();
      uplink.ponged(roundTripMs);
    }
    expect(fill(uplink)).toBe(Math.floor((150 * bytesPerMs) / frameBytes) + 1);
  });

  it('shuts while a ping takes longer than maxRoundTripMs, or much is buffered', () => {
    const uplink = new Uplink(limits);
    expect(uplink.mayCarry(cargo(frameBytes, 0, 401, bytesPerMs))).toBe(false);
    expect(uplink.mayCarry(cargo(frameBytes, 8_000, 10, bytesPerMs))).toBe(false);
    expect(uplink.mayCarry(cargo(frameBytes, 7_000, 10, bytesPerMs))).toBe(true);
  });

  it('lets as much more go as the last wait was not the fault of the line', () => {
    const uplink = new Uplink(limits);
    uplink.sent(300 * bytesPerMs);
    expect(uplink.mayCarry(cargo(frameBytes, 0, 10, bytesPerMs, 149))).toBe(false);
    expect(uplink.mayCarry(cargo(frameBytes, 0, 10, bytesPerMs, 150))).toBe(true);
  });

  it('passes a frame larger than the high water mark when nothing waits', () => {
    expect(new Uplink(limits).mayCarry(cargo(20_000, 0, 10, bytesPerMs))).toBe(true);
  });

  it('looks at the buffer alone where there are no pings, or when the round trip may be anything', () => {
    expect(new Uplink(limits).mayCarry(cargo(frameBytes, 0, undefined, bytesPerMs))).toBe(true);
    const unhurried = new Uplink({ ...limits, maxRoundTripMs: Infinity });
    expect(fill(unhurried, 5_000)).toBe(1_000);
    expect(unhurried.isDue(cargo(0, 0, 5_000, bytesPerMs))).toBe(false);
  });

  it('asks for a ping first of all, every 100 ms of audio, and as long as the line is slow', () => {
    const uplink = new Uplink(limits);
    expect(uplink.isDue(cargo(0, 0, 0, bytesPerMs))).toBe(true);
    uplink.pinged();
    uplink.ponged(0);
    expect(uplink.isDue(cargo(0, 0, 0, bytesPerMs))).toBe(false);
    expect(uplink.isDue(cargo(0, 0, 401, bytesPerMs))).toBe(true);
    uplink.sent(99 * bytesPerMs);
    expect(uplink.isDue(cargo(0, 0, 0, bytesPerMs))).toBe(false);
    uplink.sent(bytesPerMs);
    expect(uplink.isDue(cargo(0, 0, 0, bytesPerMs))).toBe(true);
  });

  it('asks less often, and lets more go, once ten pongs in a row were quick; one late pong ends that', () => {
    const uplink = new Uplink(limits);
    const pong = (roundTripMs: number): void => {
      uplink.pinged();
      uplink.ponged(roundTripMs);
    };
    for (let count = 0; count < 9; count++) pong(20);
    uplink.sent(100 * bytesPerMs);
    expect(uplink.isDue(cargo(0, 0, 20, bytesPerMs))).toBe(true);
    pong(170);
    uplink.sent(299 * bytesPerMs);
    expect(uplink.isDue(cargo(0, 0, 20, bytesPerMs))).toBe(false);
    expect(uplink.mayCarry(cargo(frameBytes, 0, 20, bytesPerMs))).toBe(true);
    uplink.sent(bytesPerMs);
    expect(uplink.isDue(cargo(0, 0, 20, bytesPerMs))).toBe(true);
    pong(171);
    uplink.sent(191 * bytesPerMs);
    expect(uplink.isDue(cargo(0, 0, 171, bytesPerMs))).toBe(true);
    expect(uplink.mayCarry(cargo(frameBytes, 0, 171, bytesPerMs))).toBe(false);
  });

  it('never waits for a pong that nobody asked for, however thin the audio is', () => {
    // G.711: a frame of 20 ms is 213 characters, a millisecond takes 10.7.
    const g711 = { bytesPerMs: 8 * (4 / 3), frameBytes: 300 };
    const uplink = new Uplink(limits);
    let sent = 0;
    for (let round = 0; round < 100; round += 1) {
      if (uplink.mayCarry(cargo(g711.frameBytes, 0, 0, g711.bytesPerMs))) {
        uplink.sent(g711.frameBytes);
        sent += 1;
      }
      if (uplink.isDue(cargo(0, 0, 0, g711.bytesPerMs))) {
        uplink.pinged();
        uplink.ponged(0);
      }
    }
    expect(sent).toBe(100);
  });
});
