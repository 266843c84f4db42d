import { clockOf } from '@rx-realtime/clock';
import { Subscription } from 'rxjs';
import type { SchedulerLike, TimestampProvider } from 'rxjs';

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
  readonly dead: () => void;
  /** A timer fired late: this process slept, or its event loop was blocked. */
  readonly stall: (lagMs: number) => void;
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
  readonly #clock: TimestampProvider;
  readonly #handlers: HeartbeatHandlers;
  #timer: Subscription | undefined;
  /** Runs while a pong is awaited. */
  #waiting = Subscription.EMPTY;
  #countsFromMs = Infinity;
  #roundTripMs = 0;

  constructor(limits: HeartbeatLimits, scheduler: SchedulerLike, handlers: HeartbeatHandlers) {
    this.#limits = limits;
    this.#scheduler = scheduler;
    this.#clock = clockOf(scheduler);
    this.#handlers = handlers;
  }

  /** The last round trip in milliseconds, or how long the current ping has been waiting if that is more. */
  get roundTripMs(): number {
    return Math.max(this.#roundTripMs, this.#clock.now() - this.#countsFromMs);
  }

  start(): void {
    this.#after(this.#limits.intervalMs, () => this.probe());
  }

  stop(): void {
    this.#timer?.unsubscribe();
    this.#waiting.unsubscribe();
  }

  /**
   * Pings now, unless a ping is on its way; the deadline starts to run. The round trip counts from the second turn of the
   * event loop, the first in which a pong must have been read: before that, what takes long is this process, not the line.
   */
  probe(): void {
    if (!this.#waiting.closed) return;
    const waiting = (this.#waiting = new Subscription(() => (this.#countsFromMs = Infinity)));
    const inNextTurn = (action: () => void): void => waiting.add(this.#scheduler.schedule(action));
    inNextTurn(() => inNextTurn(() => (this.#countsFromMs = this.#clock.now())));
    this.#handlers.ping();
    this.#await();
  }

  pong(): void {
    if (this.#waiting.closed) return;
    this.#roundTripMs = Math.max(0, this.#clock.now() - this.#countsFromMs);
    this.#waiting.unsubscribe();
    this.start();
  }

  #await(): void {
    this.#after(this.#limits.deadlineMs, (lagMs) => {
      // One more turn of the event loop reads what already lies in the socket.
      this.#after(0, () => {
        if (!this.#isStall(lagMs)) return this.#handlers.dead();
        this.#waiting.unsubscribe();
        this.probe();
      });
    });
  }

  #isStall(lagMs: number): boolean {
    return lagMs > this.#limits.deadlineMs;
  }

  #after(delayMs: number, action: (lagMs: number) => void): void {
    this.#timer?.unsubscribe();
    const dueAtMs = this.#clock.now() + delayMs;
    this.#timer = this.#scheduler.schedule(() => {
      const lagMs = this.#clock.now() - dueAtMs;
      if (this.#isStall(lagMs)) this.#handlers.stall(lagMs);
      action(lagMs);
    }, delayMs);
  }
}
