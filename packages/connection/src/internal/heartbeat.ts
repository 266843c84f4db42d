import { Subscription } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { clockOf } from './clock.ts';

/** When to ping and how long to wait. */
export interface HeartbeatLimits {
  /** Between pings, in milliseconds. */
  readonly intervalMs: number;
  /** From ping to pong, in milliseconds. */
  readonly deadlineMs: number;
}

/** What a heartbeat does. */
export interface HeartbeatHandlers {
  readonly ping: () => void;
  readonly onDead: () => void;
  /** A timer fired late: this process slept, or its event loop was blocked. */
  readonly onStall: (lagMs: number) => void;
}

/**
 * Judges a link by its pongs alone: audio that still arrives proves nothing about the other direction.
 *
 * A deadline that fires late says that this process slept (suspend, a blocked event loop), not that the peer is gone.
 * So before the verdict the socket is polled once, and after a late timer the peer gets a fresh ping.
 */
export class Heartbeat {
  readonly #limits: HeartbeatLimits;
  readonly #scheduler: SchedulerLike;
  readonly #now: () => number;
  readonly #handlers: HeartbeatHandlers;
  #timer: Subscription | undefined;
  /** Runs while a pong is awaited. */
  #clock = Subscription.EMPTY;
  #countsFromMs = Infinity;
  #roundTripMs = 0;

  constructor(limits: HeartbeatLimits, scheduler: SchedulerLike, handlers: HeartbeatHandlers) {
    this.#limits = limits;
    this.#scheduler = scheduler;
    this.#now = clockOf(scheduler);
    this.#handlers = handlers;
  }

  /** The last round trip in milliseconds, or how long the current ping has been waiting if that is more. */
  get roundTripMs(): number {
    return Math.max(this.#roundTripMs, this.#now() - this.#countsFromMs);
  }

  start(): void {
    this.#after(this.#limits.intervalMs, () => this.probe());
  }

  stop(): void {
    this.#timer?.unsubscribe();
    this.#clock.unsubscribe();
  }

  /**
   * Pings now, unless a ping is on its way; the deadline starts to run. The round trip counts from the second turn of the
   * event loop, the first in which a pong must have been read: before that, what takes long is this process, not the line.
   */
  probe(): void {
    if (!this.#clock.closed) return;
    const clock = (this.#clock = new Subscription(() => (this.#countsFromMs = Infinity)));
    const inNextTurn = (action: () => void): void => clock.add(this.#scheduler.schedule(action));
    inNextTurn(() => inNextTurn(() => (this.#countsFromMs = this.#now())));
    this.#handlers.ping();
    this.#await();
  }

  pong(): void {
    if (this.#clock.closed) return;
    this.#roundTripMs = Math.max(0, this.#now() - this.#countsFromMs);
    this.#clock.unsubscribe();
    this.start();
  }

  #await(): void {
    this.#after(this.#limits.deadlineMs, (lagMs) => {
      // One more turn of the event loop reads what already lies in the socket.
      this.#after(0, () => {
        if (!this.#isStall(lagMs)) return this.#handlers.onDead();
        this.#clock.unsubscribe();
        this.probe();
      });
    });
  }

  #isStall(lagMs: number): boolean {
    return lagMs > this.#limits.deadlineMs;
  }

  #after(delayMs: number, action: (lagMs: number) => void): void {
    this.#timer?.unsubscribe();
    const dueAtMs = this.#now() + delayMs;
    this.#timer = this.#scheduler.schedule(() => {
      const lagMs = this.#now() - dueAtMs;
      if (this.#isStall(lagMs)) this.#handlers.onStall(lagMs);
      action(lagMs);
    }, delayMs);
  }
}
