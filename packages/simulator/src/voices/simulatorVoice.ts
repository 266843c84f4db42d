/**
 * Something that turns text into sound: the simulator's assistant speaks with it.
 *
 * A voice that answers synchronously can be used under virtual time; one that answers with a promise cannot,
 * because promises settle outside the scheduler.
 */
export interface SimulatorVoice {
  /** Sample rate of what `speak` returns, in Hz; the simulator converts it to the 24 kHz of the wire. */
  readonly sampleRateHz: number;
  /** Mono PCM16 of the spoken `text`. */
  speak(text: string): Int16Array | Promise<Int16Array>;
}
