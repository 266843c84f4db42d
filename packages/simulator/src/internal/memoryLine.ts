import { Subscription } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { LineDirection } from './outgoing.ts';

type Delivery = () => void;

/** A line between two ends in one program: keeps the order of each direction, and can be stalled. */
export interface MemoryLine {
  readonly up: (delivery: Delivery) => void;
  readonly down: (delivery: Delivery) => void;
  readonly stall: (direction: LineDirection) => void;
  readonly resume: () => void;
  /** From now on each delivery downwards takes this many milliseconds more than the one before. */
  readonly slowDown: (everyMs: number) => void;
  readonly free: () => void;
}

interface Lane {
  readonly push: (delivery: Delivery) => void;
  readonly hold: () => void;
  readonly release: () => void;
  everyMs: number;
}

/** Deliveries one after the other, each in a turn of the scheduler of its own. */
const createLane = (scheduler: SchedulerLike, timers: Subscription): Lane => {
  let queue: Delivery[] = [];
  let isHeld = false;
  let isRunning = false;
  const run = (): void => {
    if (isRunning || isHeld || queue.length === 0) return;
    isRunning = true;
    const timer = scheduler.schedule(() => {
      timers.remove(timer);
      isRunning = false;
      if (isHeld) return;
      const [first, ...rest] = queue;
      queue = rest;
      first?.();
      run();
    }, lane.everyMs);
    timers.add(timer);
  };
  const lane: Lane = {
    push: (delivery) => {
      queue.push(delivery);
      run();
    },
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      run();
    },
    everyMs: 0,
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
    slowDown: (everyMs) => {
      downward.everyMs = everyMs;
    },
    free: () => timers.unsubscribe(),
  };
};
