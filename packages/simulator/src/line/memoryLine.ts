import { Subscription } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { LineDirection } from './lineCommand.ts';

type Delivery = () => void;

/** A line between two ends in one program: keeps the order of each direction, and can be stalled. */
export interface MemoryLine {
  /** @param bytes what the delivery weighs on a slow line */
  readonly up: (delivery: Delivery, bytes?: number) => void;
  readonly down: (delivery: Delivery) => void;
  readonly stall: (direction: LineDirection) => void;
  readonly resume: () => void;
  /** From now on bytes upwards take their time. */
  readonly slowUplink: (bytesPerSecond: number) => void;
  /** Bytes that wait to go upwards. */
  readonly waitingBytes: () => number;
  /** From now on each delivery downwards takes this many milliseconds more than the one before. */
  readonly slowDown: (everyMs: number) => void;
  readonly free: () => void;
}

interface Lane {
  readonly push: (delivery: Delivery, bytes?: number) => void;
  readonly hold: () => void;
  readonly release: () => void;
  readonly waitingBytes: () => number;
  /** What one delivery takes. */
  everyMs: number;
  /** What each of its bytes adds. */
  byteMs: number;
}

/** Deliveries one after the other, each in a turn of the scheduler of its own. */
const createLane = (scheduler: SchedulerLike, timers: Subscription): Lane => {
  let queue: { readonly deliver: Delivery; readonly bytes: number }[] = [];
  let isHeld = false;
  let isRunning = false;
  const run = (): void => {
    const [next] = queue;
    if (isRunning || isHeld || next === undefined) return;
    isRunning = true;
    const timer = scheduler.schedule(
      () => {
        timers.remove(timer);
        isRunning = false;
        if (isHeld) return;
        queue = queue.slice(1);
        next.deliver();
        run();
      },
      lane.everyMs + next.bytes * lane.byteMs,
    );
    timers.add(timer);
  };
  const lane: Lane = {
    push: (deliver, bytes = 0) => {
      queue.push({ deliver, bytes });
      run();
    },
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      run();
    },
    waitingBytes: () => queue.reduce((sum, { bytes }) => sum + bytes, 0),
    everyMs: 0,
    byteMs: 0,
  };
  return lane;
};

export const memoryLine = (scheduler: SchedulerLike): MemoryLine => {
  const timers = new Subscription();
  const upward = createLane(scheduler, timers);
  const downward = createLane(scheduler, timers);
  return {
    up: upward.push,
    down: downward.push,
    stall: (direction) => {
      if (direction !== 'down') upward.hold();
      if (direction !== 'up') downward.hold();
    },
    resume: () => {
      upward.release();
      downward.release();
    },
    slowUplink: (bytesPerSecond) => {
      upward.byteMs = 1_000 / bytesPerSecond;
    },
    waitingBytes: upward.waitingBytes,
    slowDown: (everyMs) => {
      downward.everyMs = everyMs;
    },
    free: () => timers.unsubscribe(),
  };
};
