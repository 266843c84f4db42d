import { joinBase64 } from '@rx-realtime/pcm';

/** The sound of turns whose words are not known yet. */
export class KeptSound {
  readonly #maxBytes: number;
  readonly #sounds = new Map<string, readonly string[]>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  keep(itemId: string, sound: readonly string[]): void {
    if (sound.length === 0) return;
    this.#sounds.set(itemId, sound);
    this.#bytes += sizeOf(sound);
    for (const oldest of this.#sounds.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.forget(oldest);
    }
  }

  forget(itemId: string): void {
    this.#bytes -= sizeOf(this.#sounds.get(itemId) ?? []);
    this.#sounds.delete(itemId);
  }

  /** The turns whose sound is kept, in order. */
  get itemIds(): readonly string[] {
    return [...this.#sounds.keys()];
  }

  /** The sound of an item as one piece of base64. */
  of(itemId: string): string | undefined {
    const sound = this.#sounds.get(itemId);
    return sound && joinBase64(sound);
  }
}

const sizeOf = (sound: readonly string[]): number => sound.reduce((sum, { length }) => sum + length, 0);
