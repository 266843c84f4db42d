import { Stamp } from './Stamp.ts';

/** An event that carries sound. */
interface Delta {
  readonly delta: string;
}

/** What `splitDelta` decoded as its proof, kept on the event until somebody asks for its sound. */
class DecodedBytes extends Stamp {
  readonly #delta: string;
  #bytes: Uint8Array | undefined;

  constructor(event: Delta, bytes: Uint8Array) {
    super(event);
    this.#delta = event.delta;
    this.#bytes = bytes;
  }

  static take(event: Delta): Uint8Array | undefined {
    if (!(#bytes in event) || event.#delta !== event.delta) return undefined;
    const bytes = event.#bytes;
    event.#bytes = undefined;
    return bytes;
  }
}

/** Leaves the bytes of `event.delta` on a fresh event. */
export function keepDecodedBytes(event: Delta, bytes: Uint8Array): void {
  DecodedBytes.onto(event, bytes);
}

/** The bytes of an event, once: a second caller decodes again, and so cannot write into the samples of the first. */
export const takeDecodedBytes = (event: Delta): Uint8Array | undefined => DecodedBytes.take(event);
