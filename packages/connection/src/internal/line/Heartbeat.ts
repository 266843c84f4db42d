import { clockOf } from '@rx-realtime/clock';
import type { SchedulerLike, Subscription, TimestampProvider } from 'rxjs';
import { PongWait } from './PongWait.ts';

/** When to ping and how long to wait. */
export interface HeartbeatLimits {
  /** Between pings, in milliseconds. */
  readonly intervalMs: number;
  /** How long nothing at all may arrive while a pong is awaited, in milliseconds. */
  readonly deadlineMs: number;
  /** How long a pong may take while other bytes arrive, in milliseconds. */
  readonly maxUnansweredMs: number;
}

/** What a heartbeat does, and what it looks at. */
export interface HeartbeatHandlers {
  readonly ping: () => void;
  readonly dead: () => void;
  /** A timer fired late: this process slept, or its event loop was blocked. */
  readonly stall: (lagMs: number) => void;
  /** How many bytes have arrived so far. */
  readonly receivedBytes: () => number;
}

/** A timer that is later than this, or than a deadline that is shorter, is a stall, in milliseconds. */
const maxStallMs = 1_000;
/** How often to look whether something arrives while a pong is awaited. */
const maxStepMs = 100;
const stepsToDeadline = 20;

/**
 * Judges a link by its pongs.
 *
 * While bytes keep arriving the pong may be queued behind them, so the deadline moves on, up to `maxUnansweredMs`: sound
 * that still arrives proves nothing about the other direction. Time in which this process did not run does not count, and
 * before the verdict the socket is read once more.
 */
export class Heartbeat {
  readonly #limits: HeartbeatLimits;
  readonly #scheduler: SchedulerLike;
  readonly #clock: TimestampProvider;
  readonly #handlers: HeartbeatHandlers;
  readonly #stepMs: number;
  #timer: Subscription | undefined;
  #wait: PongWait | undefined;
  #roundTripMs = 0;
  #excusedMs = 0;

  constructor(limits: HeartbeatLimits, scheduler: SchedulerLike, handlers: HeartbeatHandlers) {
    this.#limits = limits;
    this.#scheduler = scheduler;
    this.#clock = clockOf(scheduler);
    this.#handlers = handlers;
    this.#stepMs = Math.max(1, Math.min(maxStepMs, Math.floor(limits.deadlineMs / stepsToDeadline)));
  }

  /** The last round trip in milliseconds, or how long the line has been waited for if that is more. */
  get roundTripMs(): number {
    return Math.max(this.#roundTripMs, this.#wait?.lineMs(this.#clock.now()) ?? 0);
  }

  /** What of the last wait for a pong, and of the current one, was not the line's fault, in milliseconds. */
  get excusedMs(): number {
    return this.#excusedMs + (this.#wait?.excusedMs(this.#clock.now()) ?? 0);
  }

  start(): void {
    this.#after(this.#limits.intervalMs, () => this.probe());
  }

  stop(): void {
    this.#timer?.unsubscribe();
    this.#wait = undefined;
  }

  /** Pings now, unless a ping is on its way. */
  probe(): void {
    if (this.#wait !== undefined) return;
    this.#wait = new PongWait(this.#stepMs, this.#clock.now(), this.#handlers.receivedBytes());
    this.#handlers.ping();
    this.#watch(this.#wait);
  }

  pong(): void {
    if (this.#wait === undefined) return;
    const nowMs = this.#clock.now();
    this.#roundTripMs = this.#wait.lineMs(nowMs);
    this.#excusedMs = this.#wait.excusedMs(nowMs);
    this.#wait = undefined;
    this.start();
  }

  #watch(wait: PongWait): void {
    this.#after(this.#stepMs, () => {
      if (!this.#isOver(wait)) return this.#watch(wait);
      // One more turn of the event loop reads what already lies in the socket.
      this.#after(0, () => (this.#isOver(wait) ? this.#handlers.dead() : this.#watch(wait)));
    });
  }

  #isOver(wait: PongWait): boolean {
    wait.look(this.#clock.now(), this.#handlers.receivedBytes());
    return wait.quietMs >= this.#limits.deadlineMs || wait.livedMs >= this.#limits.maxUnansweredMs;
  }

  #after(delayMs: number, action: () => void): void {
    this.#timer?.unsubscribe();
    const dueAtMs = this.#clock.now() + delayMs;
    this.#timer = this.#scheduler.schedule(() => {
      const lagMs = this.#clock.now() - dueAtMs;
      if (lagMs > Math.min(maxStallMs, this.#limits.deadlineMs)) this.#handlers.stall(lagMs);
      action();
    }, delayMs);
  }
}
