/** What is measured of the way to the server. */
export interface UplinkLimits {
  /** No audio is sent while more than this waits in the platform's socket, in bytes. */
  readonly highWaterBytes: number;
  /** No audio is sent while a ping takes longer, in milliseconds. */
  readonly maxRoundTripMs: number;
}

/** How much audio may be on its way beyond what the bare round trip takes, in milliseconds. */
const allowanceMs = 150;
/**
 * How much audio is sent between two pings, in milliseconds. A ping and its pong cost about half of what the audio
 * itself costs; with this many the pong still comes before the allowance is used up.
 */
const probeEveryMs = 100;

/**
 * How much is on its way to the server.
 *
 * What the platform has buffered tells little: the kernel and the network hold seconds of audio on a slow line while
 * `bufferedAmount` reads 0. But bytes and pings travel in order, so a pong acknowledges everything that was sent before
 * its ping; what is not acknowledged is on its way, and is kept to what the line carries in a round trip and a little.
 */
export class Uplink {
  readonly #limits: UplinkLimits;
  #sentBytes = 0;
  #pingedBytes = 0;
  #arrivedBytes = 0;
  /** The shortest round trip so far: what the line takes when nothing waits. */
  #bareRoundTripMs = 0;
  #measured = false;

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
    this.#bareRoundTripMs = this.#measured ? Math.min(this.#bareRoundTripMs, roundTripMs) : roundTripMs;
    this.#measured = true;
  }

  /**
   * Whether to ask again: much has been sent since the last ping, or its answer was late and may be out of date. Never
   * when the answer may take forever.
   */
  isDue(roundTripMs: number | undefined, bytesPerMs: number): boolean {
    const { maxRoundTripMs } = this.#limits;
    if (maxRoundTripMs === Infinity) return false;
    const late = roundTripMs !== undefined && roundTripMs > maxRoundTripMs;
    return late || !this.#measured || this.#sentBytes - this.#pingedBytes >= probeEveryMs * bytesPerMs;
  }

  /**
   * Whether a frame of audio would arrive in time.
   *
   * @param bytes the size of the frame
   * @param bufferedBytes what the platform has not sent yet
   * @param roundTripMs the last round trip, or how long the current ping has been waiting; undefined without pings
   * @param bytesPerMs how many bytes of frames a millisecond of audio takes
   */
  mayCarry(
    bytes: number,
    bufferedBytes: number,
    roundTripMs: number | undefined,
    bytesPerMs: number,
  ): boolean {
    const { highWaterBytes, maxRoundTripMs } = this.#limits;
    // A frame larger than the mark passes when nothing waits before it.
    if (bufferedBytes > 0 && bufferedBytes + bytes > highWaterBytes) return false;
    if (roundTripMs === undefined || maxRoundTripMs === Infinity) return true;
    const window = bytesPerMs * (2 * Math.min(this.#bareRoundTripMs, maxRoundTripMs) + allowanceMs);
    return roundTripMs <= maxRoundTripMs && this.#sentBytes - this.#arrivedBytes <= window;
  }
}
