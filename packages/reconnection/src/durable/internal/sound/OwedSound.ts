import type { ClientEvent } from '@rx-realtime/codecs';
import { defaultBytesPerMs, lastingSound } from '@rx-realtime/connection/link';
import { byteLengthOf } from '@rx-realtime/pcm';

/** Some input sound, or a border in it. */
interface Sound {
  readonly event: ClientEvent;
  /** Empty for a border. */
  readonly base64: string;
  readonly ms: number;
  /** Where it begins, ms of all sound of its session. */
  readonly startMs: number;
  readonly isSent: boolean;
}

/** What ends a turn, or makes it none. */
export type Border = 'commit' | 'clear';

/** How much sound is kept, in milliseconds. */
export interface OwedSoundLimits {
  /** Of a turn that nobody has answered. */
  readonly maxOwedMs: number;
  /** Before a turn, so that its beginning is heard again: what a detector takes to hear it. */
  readonly tailMs: number;
  /** While there is no connection and no turn has begun. */
  readonly maxAgeMs: number;
}

/** What a new session has to hear, and how much of that is not there any more. */
export interface OwedAgain {
  readonly events: readonly ClientEvent[];
  readonly lostMs: number;
  /** What the session before was sent too, though nobody had begun to speak, so that a beginning is not cut off. */
  readonly prefixMs: number;
}

/** The newest input sound: what was said and nobody has answered yet, to be said again in a new session. */
export class OwedSound {
  /** Bytes in a millisecond of the session's sound. */
  bytesPerMs = defaultBytesPerMs;
  /** How much is kept before a turn, in milliseconds. */
  tailMs: number;
  readonly #limits: OwedSoundLimits;
  #sounds: Sound[] = [];
  #totalMs = 0;
  /** Where the turn begins that is being spoken; undefined while nobody speaks. */
  #turnMs: number | undefined;
  /** Where its speech has ended, once the server has said so. */
  #stopMs: number | undefined;
  /** What was sent of the turn and is kept no more: lost if the session ends before the turn. */
  #forgottenMs = 0;
  #isLive = false;

  constructor(limits: OwedSoundLimits) {
    this.#limits = limits;
    this.tailMs = limits.tailMs;
  }

  /** Whether a turn has begun that is not committed. */
  get isTurn(): boolean {
    return this.#turnMs !== undefined;
  }

  /** How long some sound lasts, in milliseconds. */
  msOf(base64: string): number {
    return byteLengthOf(base64) / this.bytesPerMs;
  }

  /** Notes sound that is sent, or while there is no connection, that will have to be. Returns what was lost of it, in ms. */
  push(event: ClientEvent, base64: string): number {
    const ms = this.msOf(base64);
    if (ms === 0 && event.type === 'input_audio_buffer.append') return 0;
    this.#sounds.push({ event, base64, ms, startMs: this.#totalMs, isSent: this.#isLive });
    this.#totalMs += ms;
    return this.#forgetOld();
  }

  /** A turn has begun, at this place of the session's sound where it is known. */
  begin(startMs: number | undefined): void {
    this.#turnMs ??= Math.max(0, startMs ?? this.#totalMs - this.tailMs);
  }

  /** The speech of the turn has ended, at this place of the session's sound where it is known. */
  stop(endMs: number | undefined): void {
    this.#stopMs = endMs;
  }

  /**
   * The turn is an item now, or none: it is owed no more, and what was said after it is. Returns its sound.
   *
   * @param isByHand whether the next turn begins right there, without a detector that says so
   */
  end(border: Border, isByHand: boolean): readonly string[] {
    const turnMs = this.#turnMs ?? 0;
    const stopMs = this.#stopMs;
    const at = this.#sounds.findIndex(({ event }) => event.type === `input_audio_buffer.${border}`);
    const isAtBorder = at >= 0 && (border === 'clear' || stopMs === undefined);
    const isOver = ({ startMs }: Sound, index: number): boolean =>
      isAtBorder ? index <= at : stopMs === undefined || startMs < stopMs;
    const said = this.#sounds.filter((sound, index) => isOver(sound, index) && isAfter(sound, turnMs));
    this.#sounds = this.#sounds.filter((sound, index) => !isOver(sound, index));
    this.#turnMs = isByHand ? this.#sounds.find(({ ms }) => ms > 0)?.startMs : undefined;
    this.#stopMs = undefined;
    this.#forgottenMs = 0;
    return said.flatMap(({ base64 }) => (base64 === '' ? [] : [base64]));
  }

  /** The borders that nobody has answered yet. */
  get borders(): readonly ClientEvent[] {
    return this.#sounds.flatMap(({ base64, event }) => (base64 === '' ? [event] : []));
  }

  /** The server has refused a border. */
  forgetBorder(eventId: string): void {
    this.#sounds = this.#sounds.filter(({ base64, event }) => base64 !== '' || event.event_id !== eventId);
  }

  /**
   * The connection is gone: from here on sound waits. So does the newest that had not left yet.
   *
   * Returns what of that is not there any more, in milliseconds.
   */
  disconnect(unsentMs: number): number {
    this.#isLive = false;
    let leftMs = unsentMs;
    for (let at = this.#sounds.length - 1; at >= 0 && leftMs > roundingMs; at--) {
      const sound = this.#sounds[at];
      if (sound === undefined) break;
      this.#sounds[at] = { ...sound, isSent: false };
      leftMs -= sound.ms;
    }
    return leftMs > roundingMs ? leftMs : 0;
  }

  /**
   * A new session: what is owed to it, in order. From here on sound is sent as it comes.
   *
   * @param maxPrefixMs how much of what was sent is said again while nobody speaks
   */
  connect(maxPrefixMs = Infinity): OwedAgain {
    this.#isLive = true;
    const turnMs = this.#turnMs;
    const lostMs = this.#forgottenMs;
    const sentMs = this.#sounds.reduce((end, { isSent, startMs: at, ms }) => (isSent ? at + ms : end), 0);
    const againMs = turnMs ?? sentMs - maxPrefixMs;
    const owed = this.#sounds.filter((sound) => !sound.isSent || isAfter(sound, againMs));
    const again = turnMs === undefined ? owed.filter(({ isSent }) => isSent) : [];
    const prefixMs = again.reduce((sum, { ms }) => sum + ms, 0);
    let startMs = 0;
    this.#sounds = owed.map((sound) => {
      const moved = { ...sound, startMs, isSent: true };
      startMs += sound.ms;
      return moved;
    });
    this.#totalMs = startMs;
    // The new session hears the turn from its beginning, and says itself where it begins and ends.
    if (turnMs !== undefined) this.#turnMs = 0;
    this.#stopMs = undefined;
    this.#forgottenMs = 0;
    const events = owed.map(({ event }) =>
      event.type === 'input_audio_buffer.append' ? lastingSound(event) : event,
    );
    return { events, lostMs, prefixMs };
  }

  /** Nobody will hear what waits. Returns how much that is, in milliseconds. */
  abandon(): number {
    const lostMs = this.#sounds.reduce((sum, { isSent, ms }) => (isSent ? sum : sum + ms), 0);
    this.#sounds = [];
    this.#forgottenMs = 0;
    this.#turnMs = this.#stopMs = undefined;
    return lostMs;
  }

  /** Borders stay until they are answered. */
  #forgetOld(): number {
    const { maxOwedMs, maxAgeMs } = this.#limits;
    const { tailMs } = this;
    const keepMs = this.isTurn ? maxOwedMs : this.#isLive ? tailMs : Math.max(tailMs, maxAgeMs);
    let lostMs = 0;
    for (let at = 0, oldest = this.#sounds[at]; oldest; oldest = this.#sounds[at]) {
      const { ms, startMs, isSent } = oldest;
      if (ms > 0 && this.#totalMs - startMs - ms < keepMs) break;
      if (ms === 0) at++;
      else this.#sounds.splice(at, 1);
      if (!isSent) lostMs += ms;
      // What comes before the turn is no loss.
      else if (this.#turnMs !== undefined)
        this.#forgottenMs += Math.max(0, Math.min(ms, startMs + ms - this.#turnMs));
    }
    return lostMs;
  }
}

/** Sums of milliseconds that differ by less are the same. */
const roundingMs = 0.01;

const isAfter = ({ startMs, ms }: Sound, placeMs: number): boolean => startMs + ms > placeMs;
