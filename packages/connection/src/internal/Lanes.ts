/** How much may wait to be sent. */
export interface LaneLimits {
  readonly maxControlBytes: number;
  readonly maxAudioMs: number;
  readonly maxAudioAgeMs: number;
}

/** One encoded event that waits to be sent. */
export interface QueuedFrame<Out> {
  readonly event: Out;
  readonly text: string;
  /** How long the audio in it lasts; 0 for everything but appends. */
  readonly audioMs: number;
  readonly queuedAtMs: number;
}

/**
 * The outbound queue: two lanes, one order where order matters.
 *
 * Control events keep their order and may overtake audio. Audio is bounded in milliseconds and keeps the newest.
 * `input_audio_buffer.commit`, `.clear` and `session.close` mean the audio before them, so they travel in the audio lane, and control
 * events that were accepted after one of them wait until it has left: append, commit, response.create stay in order.
 */
export class Lanes<Out extends { readonly type: string }> {
  readonly #limits: LaneLimits;
  readonly #control: { readonly frame: QueuedFrame<Out>; readonly afterBarrier: number }[] = [];
  readonly #audio: QueuedFrame<Out>[] = [];
  #controlBytes = 0;
  #audioMs = 0;
  #barriersAccepted = 0;
  #barriersTaken = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#control.length + this.#audio.length;
  }

  get audioWaiting(): boolean {
    return this.#audio.length > 0;
  }

  /** Accepts a frame, or refuses it (`false`) because the control lane is full. */
  offer(frame: QueuedFrame<Out>): boolean {
    if (frame.audioMs > 0) {
      this.#audio.push(frame);
      this.#audioMs += frame.audioMs;
    } else if (isBarrier(frame)) {
      this.#barriersAccepted += 1;
      this.#audio.push(frame);
    } else {
      // A single frame larger than the lane (an image) is let through an empty lane.
      if (this.#controlBytes > 0 && this.#controlBytes + frame.text.length > this.#limits.maxControlBytes)
        return false;
      this.#control.push({ frame, afterBarrier: this.#barriersAccepted });
      this.#controlBytes += frame.text.length;
    }
    return true;
  }

  /** Removes and returns the next frame that may leave; appends only pass when `audioMayPass` says so. */
  take(audioMayPass: (frame: QueuedFrame<Out>) => boolean): QueuedFrame<Out> | undefined {
    const control = this.#control[0];
    if (control && control.afterBarrier <= this.#barriersTaken) {
      this.#control.shift();
      this.#controlBytes -= control.frame.text.length;
      return control.frame;
    }
    const audio = this.#audio[0];
    if (audio === undefined || (audio.audioMs > 0 && !audioMayPass(audio))) return undefined;
    this.#audio.shift();
    this.#audioMs -= audio.audioMs;
    if (audio.audioMs === 0) this.#barriersTaken += 1;
    return audio;
  }

  /** Drops the oldest audio that is over the limits and returns how many milliseconds that was. */
  dropStaleAudio(nowMs: number): number {
    let droppedMs = 0;
    for (let index = 0; index < this.#audio.length;) {
      const frame = this.#audio[index]!;
      const tooMuch = this.#audioMs > this.#limits.maxAudioMs;
      const tooOld = nowMs - frame.queuedAtMs > this.#limits.maxAudioAgeMs;
      if (isBarrier(frame)) index += 1;
      else if (!tooMuch && !tooOld) break;
      else {
        this.#audio.splice(index, 1);
        this.#audioMs -= frame.audioMs;
        droppedMs += frame.audioMs;
      }
    }
    return droppedMs;
  }

  /** Empties both lanes and returns what was in them, in the order in which it would have been sent. */
  drain(): QueuedFrame<Out>[] {
    const drained: QueuedFrame<Out>[] = [];
    for (let frame = this.take(() => true); frame; frame = this.take(() => true)) drained.push(frame);
    return drained;
  }
}

/** Events that mean the audio before them. */
const barriers: ReadonlySet<string> = new Set([
  'input_audio_buffer.commit',
  'input_audio_buffer.clear',
  'session.close',
]);

const isBarrier = ({ event }: QueuedFrame<{ readonly type: string }>): boolean => barriers.has(event.type);
