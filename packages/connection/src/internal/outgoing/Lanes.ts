import { Fifo } from './Fifo.ts';

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

/** A frame, and the how-manieth it was that was accepted. */
interface Placed<Out> {
  readonly frame: QueuedFrame<Out>;
  readonly place: number;
}

/**
 * The outbound queue: two lanes, one order where order matters.
 *
 * Control events keep their order and may overtake audio. Audio is bounded in milliseconds and keeps the newest.
 * `input_audio_buffer.commit`, `.clear` and `session.close` mean the audio before them: they wait for it, and control
 * events that were accepted after one of them wait until it has left. So append, commit, response.create stay in order.
 */
export class Lanes<Out extends { readonly type: string }> {
  readonly #limits: LaneLimits;
  readonly #control = new Fifo<Placed<Out>>();
  readonly #barriers = new Fifo<Placed<Out>>();
  readonly #audio = new Fifo<Placed<Out>>();
  #controlBytes = 0;
  #audioMs = 0;
  #accepted = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#control.size + this.#barriers.size + this.#audio.size;
  }

  /**
   * Accepts a frame, or refuses it (`false`) because too much waits already.
   *
   * @param frame what is to be sent
   * @param bufferedBytes what was sent already and waits in the socket: both are under one bound
   */
  offer(frame: QueuedFrame<Out>, bufferedBytes: number): boolean {
    const placed = { frame, place: (this.#accepted += 1) };
    if (frame.audioMs > 0) {
      this.#audio.push(placed);
      this.#audioMs += frame.audioMs;
      return true;
    }
    if (this.#controlBytes + bufferedBytes + frame.text.length > this.#limits.maxControlBytes) return false;
    (barriers.has(frame.event.type) ? this.#barriers : this.#control).push(placed);
    this.#controlBytes += frame.text.length;
    return true;
  }

  /** The next frame to go. */
  get first(): QueuedFrame<Out> | undefined {
    return this.#next().first?.frame;
  }

  /** Removes and returns the next frame. */
  shift(): QueuedFrame<Out> | undefined {
    const next = this.#next().shift();
    if (next) this.#forget(next.frame);
    return next?.frame;
  }

  /** Drops the oldest audio that is over the limits and returns how many milliseconds that was. */
  dropStaleAudio(nowMs: number): number {
    const { maxAudioMs, maxAudioAgeMs } = this.#limits;
    let droppedMs = 0;
    for (let oldest = this.#audio.first; oldest; oldest = this.#audio.first) {
      const { frame } = oldest;
      if (this.#audioMs <= maxAudioMs && nowMs - frame.queuedAtMs <= maxAudioAgeMs) break;
      this.#audio.shift();
      this.#forget(frame);
      droppedMs += frame.audioMs;
    }
    return droppedMs;
  }

  /** Takes out the control events that `is` holds for, in the order in which they were accepted. */
  withdraw(is: (event: Out) => boolean): readonly QueuedFrame<Out>[] {
    const isMeant = ({ frame }: Placed<Out>): boolean => is(frame.event);
    const withdrawn = [...this.#control.remove(isMeant), ...this.#barriers.remove(isMeant)]
      .sort((one, other) => one.place - other.place)
      .map(({ frame }) => frame);
    withdrawn.forEach((frame) => this.#forget(frame));
    return withdrawn;
  }

  /** Empties both lanes and returns what was in them, in the order in which it would have been sent. */
  drain(): readonly QueuedFrame<Out>[] {
    const drained: QueuedFrame<Out>[] = [];
    for (let frame = this.shift(); frame; frame = this.shift()) drained.push(frame);
    return drained;
  }

  /** The lane whose first frame is the next to go: control, unless it waits for a barrier, which may wait for audio. */
  #next(): Fifo<Placed<Out>> {
    const control = this.#control.first?.place ?? Infinity;
    const barrier = this.#barriers.first?.place ?? Infinity;
    const audio = this.#audio.first?.place ?? Infinity;
    if (control < barrier) return this.#control;
    return barrier < audio ? this.#barriers : this.#audio;
  }

  #forget({ audioMs, text }: QueuedFrame<Out>): void {
    if (audioMs > 0) this.#audioMs -= audioMs;
    else this.#controlBytes -= text.length;
  }
}

/** Events that mean the audio before them. */
const barriers: ReadonlySet<string> = new Set([
  'input_audio_buffer.commit',
  'input_audio_buffer.clear',
  'session.close',
]);
