import type { ClientEvent } from '@rx-realtime/codecs';
import { soundMs } from '@rx-realtime/connection/link';

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
}

/** The newest input sound: what was said and nobody has answered yet, to be said again in a new session. */
export class OwedSound {
  readonly #limits: OwedSoundLimits;
  #sounds: readonly Sound[] = [];
  #totalMs = 0;
  #keptMs = 0;
  #bytesPerMs: number;
  /** Where the turn begins that is being spoken; undefined while nobody speaks. */
  #turnMs: number | undefined;
  /** Where its speech has ended, once the server has said so. */
  #stopMs: number | undefined;
  /** What was sent of the turn and is kept no more: lost if the session ends before the turn. */
  #forgottenMs = 0;
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

  /** How long some sound lasts, in milliseconds. */
  msOf(base64: string): number {
    return soundMs(base64, this.#bytesPerMs);
  }

  /** Notes sound that is sent, or while there is no connection, that will have to be. Returns what was lost of it, in ms. */
  push(event: ClientEvent, base64: string): number {
    const ms = this.msOf(base64);
    if (ms === 0 && event.type === 'input_audio_buffer.append') return 0;
    this.#sounds = [...this.#sounds, { event, base64, ms, startMs: this.#totalMs, isSent: this.#isLive }];
    this.#totalMs += ms;
    this.#keptMs += ms;
    return this.#forgetOld();
  }

  /** A turn has begun, at this place of the session's sound where it is known. */
  begin(startMs: number | undefined): void {
    this.#turnMs ??= Math.max(0, startMs ?? this.#totalMs - this.#limits.tailMs);
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
    this.#keptMs = this.#sounds.reduce((sum, { ms }) => sum + ms, 0);
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
    this.#sounds = this.#sounds.reduceRight<readonly Sound[]>((later, sound) => {
      const isSent = sound.isSent && leftMs < roundingMs;
      if (!isSent) leftMs -= sound.ms;
      return [{ ...sound, isSent }, ...later];
    }, []);
    return leftMs < roundingMs ? 0 : leftMs;
  }

  /** A new session: what is owed to it, in order. From here on sound is sent as it comes. */
  connect(): OwedAgain {
    this.#isLive = true;
    const turnMs = this.#turnMs;
    const lostMs = this.#forgottenMs;
    const owed = this.#sounds.filter(
      (sound) => !sound.isSent || turnMs === undefined || isAfter(sound, turnMs),
    );
    let startMs = 0;
    this.#sounds = owed.map((sound) => {
      const moved = { ...sound, startMs, isSent: true };
      startMs += sound.ms;
      return moved;
    });
    this.#totalMs = this.#keptMs = startMs;
    // The new session hears the turn from its beginning, and says itself where it begins and ends.
    if (turnMs !== undefined) this.#turnMs = 0;
    this.#stopMs = undefined;
    this.#forgottenMs = 0;
    return { events: owed.map(({ event }) => event), lostMs };
  }

  /** Nobody will hear what waits. Returns how much that is, in milliseconds. */
  abandon(): number {
    const lostMs = this.#sounds.reduce((sum, { isSent, ms }) => (isSent ? sum : sum + ms), 0);
    this.#sounds = [];
    this.#keptMs = this.#forgottenMs = 0;
    this.#turnMs = this.#stopMs = undefined;
    return lostMs;
  }

  /** Borders stay until they are answered. */
  #forgetOld(): number {
    const { maxOwedMs, tailMs, maxAgeMs } = this.#limits;
    const keepMs = this.isTurn ? maxOwedMs : this.#isLive ? tailMs : Math.max(tailMs, maxAgeMs);
    let lostMs = 0;
    const isTooMuch = ({ ms, isSent }: Sound): boolean => {
      if (ms === 0 || this.#keptMs - ms < keepMs) return false;
      this.#keptMs -= ms;
      if (!isSent) lostMs += ms;
      else if (this.isTurn) this.#forgottenMs += ms;
      return true;
    };
    const oldest = this.#sounds.find(({ ms }) => ms > 0);
    if (oldest && this.#keptMs - oldest.ms >= keepMs)
      this.#sounds = this.#sounds.filter((sound) => !isTooMuch(sound));
    return lostMs;
  }
}

/** Sums of milliseconds that differ by less are the same. */
const roundingMs = 0.01;

const isAfter = ({ startMs, ms }: Sound, placeMs: number): boolean => startMs + ms > placeMs;
