import type { ClientEvent } from '@rx-realtime/codecs';
import { soundMs } from '@rx-realtime/connection/link';

/** Some input sound, or a border in it. */
interface Sound {
  readonly event: ClientEvent;
  readonly base64: string;
  readonly ms: number;
  /** Where it begins, ms of all sound of its session. */
  readonly startMs: number;
  readonly isSent: boolean;
}

/** How much sound is kept, in milliseconds. */
export interface OwedSoundLimits {
  /** Of a turn that nobody has answered. */
  readonly maxOwedMs: number;
  /** Before a turn, so that its beginning is heard again: what a detector takes to hear it. */
  readonly tailMs: number;
  /** While there is no connection and no turn has begun. */
  readonly maxAgeMs: number;
}

/** The newest input sound: what was said and nobody has answered yet, to be said again in a new session. */
export class OwedSound {
  readonly #limits: OwedSoundLimits;
  #sounds: Sound[] = [];
  #totalMs = 0;
  #keptMs = 0;
  #bytesPerMs: number;
  /** Where the turn begins that is being spoken; undefined while nobody speaks. */
  #turnMs: number | undefined;
  #isLive = false;

  constructor(limits: OwedSoundLimits, bytesPerMs: number) {
    this.#limits = limits;
    this.#bytesPerMs = bytesPerMs;
  }

  get isTurn(): boolean {
    return this.#turnMs !== undefined;
  }

  set bytesPerMs(value: number) {
    this.#bytesPerMs = value;
  }

  /** Notes sound that is sent, or while there is no connection, that will have to be. Returns what was lost of it, in ms. */
  push(event: ClientEvent, base64: string): number {
    const ms = soundMs(base64, this.#bytesPerMs);
    this.#sounds.push({ event, base64, ms, startMs: this.#totalMs, isSent: this.#isLive });
    this.#totalMs += ms;
    this.#keptMs += ms;
    return this.#forgetOld();
  }

  /** A turn has begun, at this place of the session's sound where it is known. */
  begin(startMs: number | undefined): void {
    this.#turnMs ??= Math.max(0, startMs ?? this.#totalMs - this.#limits.tailMs);
  }

  /** The turn is an item now, or none: what was said so far is owed no more. Returns its sound. */
  end(): readonly string[] {
    const turnMs = this.#turnMs ?? 0;
    const said = this.#sounds.filter(({ startMs, ms }) => startMs + ms > turnMs).map(({ base64 }) => base64);
    this.#sounds = [];
    this.#keptMs = 0;
    this.#turnMs = undefined;
    return said;
  }

  /** The connection is gone: from here on sound waits. */
  disconnect(): void {
    this.#isLive = false;
  }

  /** A new session: what is owed to it, in order. From here on sound is sent as it comes. */
  connect(): readonly ClientEvent[] {
    this.#isLive = true;
    const turnMs = this.#turnMs;
    const owed = this.#sounds.filter(
      ({ isSent, startMs, ms }) => !isSent || turnMs === undefined || startMs + ms > turnMs,
    );
    let startMs = 0;
    this.#sounds = owed.map((sound) => {
      const moved = { ...sound, startMs, isSent: true };
      startMs += sound.ms;
      return moved;
    });
    this.#totalMs = this.#keptMs = startMs;
    // The new session hears the turn from its beginning, and says so itself.
    if (turnMs !== undefined) this.#turnMs = 0;
    return owed.map(({ event }) => event);
  }

  #forgetOld(): number {
    const { maxOwedMs, tailMs, maxAgeMs } = this.#limits;
    const keepMs = this.isTurn ? maxOwedMs : this.#isLive ? tailMs : Math.max(tailMs, maxAgeMs);
    let lostMs = 0;
    for (
      let oldest = this.#sounds[0];
      oldest && this.#keptMs - oldest.ms >= keepMs;
      oldest = this.#sounds[0]
    ) {
      this.#sounds.shift();
      this.#keptMs -= oldest.ms;
      if (!oldest.isSent || this.isTurn) lostMs += oldest.ms;
    }
    return lostMs;
  }
}
