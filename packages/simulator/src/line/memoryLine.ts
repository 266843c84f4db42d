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
  /** Delivers nothing more. */
  readonly free: () => void;
  /** What one delivery takes. */
  everyMs: number;
  /** What each of its bytes adds. */
  byteMs: number;
}

/** Deliveries one after the other, each in a turn of the scheduler of its own. */
const createLane = (scheduler: SchedulerLike): Lane => {
  const queue: { readonly deliver: Delivery; readonly bytes: number }[] = [];
  let waitingBytes = 0;
  let isHeld = false;
  let isRunning = false;
  let timer = Subscription.EMPTY;
  const deliverNext = (): void => {
    isRunning = false;
    if (isHeld) return;
    const next = queue.shift();
    if (next === undefined) return;
    waitingBytes -= next.bytes;
    next.deliver();
    run();
  };
  const run = (): void => {
    const [next] = queue;
    if (isRunning || isHeld || next === undefined) return;
    isRunning = true;
    timer = scheduler.schedule(deliverNext, lane.everyMs + next.bytes * lane.byteMs);
  };
  const lane: Lane = {
    push: (deliver, bytes = 0) => {
      queue.push({ deliver, bytes });
      waitingBytes += bytes;
      run();
    },
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      run();
    },
    waitingBytes: () => waitingBytes,
    free: () => {
      isRunning = true;
      timer.unsubscribe();
    },
    everyMs: 0,
    byteMs: 0,
  };
  return lane;
};

export const memoryLine = (scheduler: SchedulerLike): MemoryLine => {
  const upward = createLane(scheduler);
  const downward = createLane(scheduler);
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
    free: () => {
      upward.free();
      downward.free();
    },
  };
};
