/** What is measured of the way to the server. */
export interface UplinkLimits {
  /** Nothing is sent while more than this waits in the platform's socket, in bytes. */
  readonly highWaterBytes: number;
  /** No audio is sent while a ping takes longer, in milliseconds. */
  readonly maxRoundTripMs: number;
}

/** Some audio that is about to be sent, and what the line shows at this moment. */
export interface Cargo {
  /** The size of the frame. */
  readonly bytes: number;
  /** How many bytes of frames a millisecond of audio takes. */
  readonly bytesPerMs: number;
  /** What the platform has not sent yet. */
  readonly bufferedBytes: number;
  /** The last round trip, or how long the current ping has been waiting; undefined without pings. */
  readonly roundTripMs: number | undefined;
  /** What of the last two waits was not the line's fault: this process was busy, or the pong came behind much else. */
  readonly excusedMs: number;
}

/**
 * How much audio is sent between two pings, in milliseconds. A ping and its pong cost about half of what 100 ms of audio
 * cost, so there are few while the line is clear.
 */
const watchedEveryMs = 100;
const clearEveryMs = 300;
/** How much more than that may be on its way, beyond what the bare round trip takes: until the pong comes. */
const allowanceMs = 50;
/** A line counts as clear after so many pongs in a row… */
const quickForClear = 10;
/** …that were no later than this behind the quickest, in milliseconds. */
const quickMs = 150;

/**
 * How much is on its way to the server.
 *
 * What the platform has buffered tells little: the kernel and the network hold seconds of audio on a slow line while
 * `bufferedAmount` reads 0. But bytes and pings travel in order, so a pong acknowledges everything that was sent before
 * its ping; what is not acknowledged is on its way, and is kept to what the line carries in a round trip and a little.
 * While all pongs are quick there is nothing to keep small, and few pings do.
 */
export class Uplink {
  readonly #limits: UplinkLimits;
  #sentBytes = 0;
  #pingedBytes = 0;
  #arrivedBytes = 0;
  /** The shortest round trip so far: what the line takes when nothing waits. */
  #bareRoundTripMs: number | undefined;
  #quickInARow = 0;

  constructor(limits: UplinkLimits) {
    this.#limits = limits;
  }

  sent(bytes: number): void {
    this.#sentBytes += bytes;
  }

  pinged(): void {
    this.#pingedBytes = this.#sentBytes;
  }

  ponged(roundTripMs: number): void {
    this.#arrivedBytes = this.#pingedBytes;
    this.#bareRoundTripMs = Math.min(this.#bareRoundTripMs ?? roundTripMs, roundTripMs);
    const isQuick = roundTripMs <= this.#bareRoundTripMs + quickMs;
    this.#quickInARow = isQuick ? this.#quickInARow + 1 : 0;
  }

  /**
   * Whether to ask again: much has been sent since the last ping, or its answer was late and may be out of date. Never
   * when the answer may take forever.
   */
  isDue({ roundTripMs, bytesPerMs }: Cargo): boolean {
    const { maxRoundTripMs } = this.#limits;
    if (maxRoundTripMs === Infinity) return false;
    const isLate = (roundTripMs ?? 0) > maxRoundTripMs;
    const dueBytes = this.#probeEveryMs * bytesPerMs;
    return isLate || this.#bareRoundTripMs === undefined || this.#sentBytes - this.#pingedBytes >= dueBytes;
  }

  /** Whether the platform's socket takes a frame without too much waiting in it. */
  hasRoom(bytes: number, bufferedBytes: number): boolean {
    // A frame larger than the mark passes when nothing waits before it.
    return bufferedBytes === 0 || bufferedBytes + bytes <= this.#limits.highWaterBytes;
  }

  /** Whether a frame of audio would arrive in time. */
  mayCarry({ bytes, bytesPerMs, bufferedBytes, roundTripMs, excusedMs }: Cargo): boolean {
    const { maxRoundTripMs } = this.#limits;
    if (!this.hasRoom(bytes, bufferedBytes)) return false;
    if (roundTripMs === undefined || maxRoundTripMs === Infinity) return true;
    const window =
      bytesPerMs *
      (2 * Math.min(this.#bareRoundTripMs ?? 0, maxRoundTripMs) +
        this.#probeEveryMs +
        allowanceMs +
        excusedMs);
    return roundTripMs <= maxRoundTripMs && this.#sentBytes - this.#arrivedBytes <= window;
  }

  get #probeEveryMs(): number {
    return this.#quickInARow < quickForClear ? watchedEveryMs : clearEveryMs;
  }
}
