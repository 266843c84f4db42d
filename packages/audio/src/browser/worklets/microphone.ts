// Runs in the audio thread of a browser; a page loads this file by its URL, so it imports nothing.
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(
  name: string,
  processor: new (options: { readonly processorOptions: { readonly blockSamples: number } }) => object,
): void;

/** Turns what the device gives, 128 floats at a time, into blocks of 16-bit samples. Any message ends it. */
class Microphone extends AudioWorkletProcessor {
  readonly #blockSamples: number;
  #block: Int16Array;
  #filled = 0;
  #ended = false;

  constructor({
    processorOptions: { blockSamples },
  }: {
    readonly processorOptions: { blockSamples: number };
  }) {
    super();
    this.#blockSamples = blockSamples;
    this.#block = new Int16Array(blockSamples);
    this.port.onmessage = () => {
      this.#ended = true;
    };
  }

  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    // Without a connected source there are no channels.
    for (const sample of inputs[0]?.[0] ?? []) {
      this.#block[this.#filled++] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768)));
      if (this.#filled < this.#blockSamples) continue;
      this.port.postMessage(this.#block, [this.#block.buffer]);
      this.#block = new Int16Array(this.#blockSamples);
      this.#filled = 0;
    }
    return !this.#ended;
  }
}

registerProcessor('rx-realtime-microphone', Microphone);
