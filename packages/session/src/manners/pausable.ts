import type { Player } from '@rx-realtime/audio';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { share, tap } from 'rxjs';

/** A player that can fall silent in the middle of a word, and go on from there. */
export interface PausablePlayer extends Player {
  /** Silent at once; what was not heard is kept. */
  readonly pause: () => void;
  /** Goes on from the sample that would have been heard next. */
  readonly resume: () => void;
}

/** Options of {@link pausable}. */
export interface PausableConfig {
  /** How much the player is given ahead of what is heard; more than the time between two of its reports. @defaultValue 200 ms */
  readonly leadMs?: number;
}

/** The pieces that blocks are handed on in. */
const pieceMs = 20;

/** A piece that the player has, and its end in the player's count. */
interface Handed {
  readonly block: Pcm16;
  readonly endMs: number;
}

const piecesOf = (block: Pcm16): readonly Pcm16[] => {
  const { pcm, sampleRateHz } = block;
  const samples = Math.max(1, Math.round((pieceMs * sampleRateHz) / 1_000));
  return Array.from({ length: Math.ceil(pcm.length / samples) }, (_, index) => ({
    ...block,
    pcm: pcm.subarray(index * samples, (index + 1) * samples),
  }));
};

/**
 * Makes a player that can pause.
 *
 * For a noise that turns out to be no interruption.
 *
 * It keeps what is to be played, and gives the player little of it ahead: so a pause needs only to clear that little, and to
 * give it again. It goes by what the player reports through `played$`, which has to be subscribed to, as `playback` does;
 * `clear` ends a pause.
 *
 * @param player a loudspeaker that reports at least every `leadMs`
 * @param config how far ahead it is given sound
 *
 * @example
 * import { silence, virtualPlayer } from '@rx-realtime/audio';
 * import { pausable } from '@rx-realtime/session';
 * import { VirtualTimeScheduler } from 'rxjs';
 *
 * const scheduler = new VirtualTimeScheduler();
 * const player = pausable(virtualPlayer({ scheduler }));
 * player.played$.subscribe((ms) => ms === 60 && player.pause());
 * player.write(silence({ durationMs: 100 }));
 * scheduler.flush();
 * player.played$.subscribe((ms) => console.log(ms));
 * player.resume();
 * scheduler.flush();
 * // prints: 80
 * // prints: 100
 *
 * @see {@link pauseThenDecide}, `playback` of `@rx-realtime/audio`
 */
export function pausable(player: Player, { leadMs = 200 }: PausableConfig = {}): PausablePlayer {
  let waiting: Pcm16[] = [];
  let handed: Handed[] = [];
  let handedMs = 0;
  let playedMs = 0;
  let isPaused = false;

  /** What may be handed on now: a player may report, and be paused, while it is given something. */
  const next = (): Pcm16 | undefined =>
    isPaused || handedMs - playedMs >= leadMs ? undefined : waiting.shift();
  const handOn = (): void => {
    for (let block = next(); block; block = next()) {
      handedMs += durationMs(block);
      handed.push({ block, endMs: handedMs });
      player.write(block);
    }
  };
  const played = (totalMs: number): void => {
    playedMs = totalMs;
    // A sum of durations is off by far less than a sample.
    handed = handed.filter(({ endMs }) => endMs > totalMs + 1e-6);
    handOn();
  };
  /** What the player had and nobody has heard. */
  const takeBack = (): readonly Pcm16[] =>
    handed.flatMap(({ block, endMs }) => {
      const heardMs = Math.max(0, playedMs - (endMs - durationMs(block)));
      const heard = Math.round((heardMs * block.sampleRateHz) / 1_000);
      return heard < block.pcm.length ? [{ ...block, pcm: block.pcm.subarray(heard) }] : [];
    });
  const forget = (): void => {
    handed = [];
    handedMs = playedMs;
  };

  return {
    write: (block) => {
      waiting.push(...piecesOf(block));
      handOn();
    },
    clear: () => {
      player.clear(); // reports what was heard until now
      forget();
      waiting = [];
      isPaused = false;
    },
    pause: () => {
      if (isPaused) return;
      isPaused = true;
      player.clear();
      waiting = [...takeBack(), ...waiting];
      forget();
    },
    resume: () => {
      isPaused = false;
      handOn();
    },
    played$: player.played$.pipe(tap(played), share()),
  };
}
