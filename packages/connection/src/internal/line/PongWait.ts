/** A look that takes no more than this many steps is on time. */
const punctual = 1.25;

/**
 * How long a pong has been awaited, and what of that time says something about the line.
 *
 * Looks are taken in turns of the event loop of their own, so that between two of them the socket has been read. What a
 * look comes too late is this process's own lag, in which nothing was read, and says nothing. While bytes arrive, the
 * pong may wait behind them: that the way here is busy says nothing about the way there.
 */
export class PongWait {
  readonly #stepMs: number;
  readonly #startedAtMs: number;
  #lookedAtMs: number;
  #receivedBytes: number;
  #lineMs = 0;
  #quietMs = 0;
  #livedMs = 0;

  /**
   * @param stepMs how often looks are meant to be taken
   * @param nowMs when the ping was sent
   * @param receivedBytes what had arrived by then
   */
  constructor(stepMs: number, nowMs: number, receivedBytes: number) {
    this.#stepMs = stepMs;
    this.#startedAtMs = this.#lookedAtMs = nowMs;
    this.#receivedBytes = receivedBytes;
  }

  /** How long nothing has arrived, in milliseconds of a running process. */
  get quietMs(): number {
    return this.#quietMs;
  }

  /** How long the pong has been awaited, in milliseconds of a running process. */
  get livedMs(): number {
    return this.#livedMs;
  }

  look(nowMs: number, receivedBytes: number): void {
    const livedMs = this.#livedSince(nowMs);
    const isQuiet = receivedBytes === this.#receivedBytes;
    this.#livedMs += livedMs;
    this.#quietMs = isQuiet ? this.#quietMs + livedMs : 0;
    this.#lineMs += isQuiet ? livedMs : 0;
    this.#lookedAtMs = nowMs;
    this.#receivedBytes = receivedBytes;
  }

  /** How long the line has taken so far: neither this process's lag nor the sound before the pong is in it. */
  lineMs(nowMs: number): number {
    return this.#lineMs + this.#livedSince(nowMs);
  }

  /** What was not the line's fault. */
  excusedMs(nowMs: number): number {
    return nowMs - this.#startedAtMs - this.lineMs(nowMs);
  }

  #livedSince(nowMs: number): number {
    const elapsedMs = nowMs - this.#lookedAtMs;
    return elapsedMs < punctual * this.#stepMs ? elapsedMs : this.#stepMs;
  }
}
