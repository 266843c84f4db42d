// Runs in the audio thread of a browser; a page loads this file by its URL, so it imports nothing.
declare const currentFrame: number;
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: { readonly processorOptions: { readonly reportFrames: number } }) => object,
): void;

type Message =
  | { readonly type: 'write'; readonly pcm: Int16Array }
  | { readonly type: 'clear'; readonly epoch: number }
  | { readonly type: 'close' };

/**
 * Plays what is queued and reports how much it has taken: when it begins, when it runs dry, every `reportFrames` between
 * and for a second afterwards, which is longer than any device needs to make the last sample audible.
 */
class Speaker extends AudioWorkletProcessor {
  readonly #reportFrames: number;
  #queue: Int16Array[] = [];
  #offset = 0;
  #epoch = 0;
  #taken = 0;
  #playing = false;
  #closed = false;
  #lastReport = 0;
  #lastSound = -Infinity;

  constructor({
    processorOptions: { reportFrames },
  }: {
    readonly processorOptions: { reportFrames: number };
  }) {
    super();
    this.#reportFrames = reportFrames;
    this.port.onmessage = ({ data }: MessageEvent<Message>) => this.#obey(data);
  }

  #obey(message: Message): void {
    if (message.type === 'close') this.#closed = true;
    if (message.type === 'write') {
      this.#queue.push(message.pcm);
      return;
    }
    this.#queue = [];
    this.#offset = 0;
    this.#taken = 0;
    this.#playing = false;
    this.#lastSound = -Infinity;
    if (message.type === 'clear') this.#epoch = message.epoch;
  }

  #report(frame: number): void {
    this.#lastReport = frame;
    this.port.postMessage({ epoch: this.#epoch, frame, taken: this.#taken, playing: this.#playing }, []);
  }

  /** Moves queued samples into the output; returns how many there were. */
  #fill(output: Float32Array): number {
    let filled = 0;
    for (let head = this.#queue[0]; head && filled < output.length; head = this.#queue[0]) {
      const count = Math.min(head.length - this.#offset, output.length - filled);
      for (let i = 0; i < count; i++) output[filled + i] = head[this.#offset + i]! / 32_768;
      filled += count;
      this.#offset += count;
      if (this.#offset < head.length) continue;
      this.#queue.shift();
      this.#offset = 0;
    }
    return filled;
  }

  process(_: unknown, outputs: readonly (readonly Float32Array[])[]): boolean {
    const output = outputs[0]?.[0];
    if (!output) return !this.#closed;
    const filled = this.#fill(output);
    const end = currentFrame + filled;
    if (filled > 0 && !this.#playing) {
      this.#playing = true;
      this.#report(currentFrame);
    }
    this.#taken += filled;
    if (filled > 0) this.#lastSound = end;
    const ranDry = this.#playing && filled < output.length;
    if (ranDry) this.#playing = false;
    const isDue = end - this.#lastReport >= this.#reportFrames && end - this.#lastSound < sampleRate;
    if (ranDry || isDue) this.#report(end);
    return !this.#closed;
  }
}

registerProcessor('rx-realtime-speaker', Speaker);
