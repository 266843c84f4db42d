import { durationMs, levelOf } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { map, Observable, tap } from 'rxjs';
import type { MonoTypeOperatorFunction, NextObserver } from 'rxjs';
import { assertMs, assertNumber } from '../internal/assertNumber.ts';
import type { Player } from '../mouth/player.ts';
import { makeLoudness } from './internal/loudness.ts';

/** No sound at all. */
const silenceDb = -100;

/** What an {@link echoGate} takes for an echo. */
export interface EchoGateConfig {
  /**
   * Whether the user may interrupt, by being louder than the echo can be. `false` is half-duplex: nothing is let through
   * while the loudspeaker plays.
   *
   * @defaultValue `true`
   */
  readonly bargeIn?: boolean;
  /** How much quieter the loudspeaker is in the microphone than in what was written to it, at least 0. @defaultValue 10 dB */
  readonly lossDb?: number;
  /** How much louder than the loudest echo a voice has to be, at least 0. @defaultValue 6 dB */
  readonly marginDb?: number;
  /** How long the room and the devices go on with what was played, at least 0. @defaultValue 250 ms */
  readonly tailMs?: number;
  /** How long the gate stays open after a block that was loud enough, at least 0: voices swell. @defaultValue 250 ms */
  readonly holdMs?: number;
  /** Hears the total of milliseconds that were silenced so far, whenever it grows. */
  readonly gatedObserver?: NextObserver<number>;
}

/** A microphone and a loudspeaker in one room. */
export interface EchoGate {
  /** Plays, and remembers how loud; give it to `playback` in place of the player. */
  readonly mouth: Player;
  /** Silence in place of what is an echo; put it behind the microphone. */
  readonly ears: <B extends Pcm16>() => MonoTypeOperatorFunction<B>;
}

/**
 * Keeps a model from hearing itself, where loudspeaker and microphone share a room and nobody cancels the echo.
 *
 * A hands-free telephone that lets you interrupt.
 *
 * ```
 * played      ____[loud]____[loud]_____________
 * microphone  ____[echo]____[echo+voice]__[voice]
 *             ears()
 * result      _______________[echo+voice]__[voice]   _: silence of the same length
 * ```
 *
 * What is written to `mouth` is measured, and `played$` tells when it is heard. A block of the microphone is silenced
 * while it is no louder than what was played in the last `tailMs`, less `lossDb`, and `marginDb` on top. It passes as it
 * was or not at all: sound is silenced, never filtered, so the service still hears time go by. What opens the gate is
 * loudness alone: with a loss below what the room has, the model interrupts itself; with one far above it, a soft voice
 * cannot interrupt. A device that cancels echoes itself, as browsers and telephones do, needs no gate.
 *
 * One gate for one player and one microphone. Memory: how loud each 20 ms is that was written and not yet played.
 *
 * @param player where the sound goes
 * @param config what is an echo
 * @throws AudioError `invalid_config` for an option outside its range
 *
 * @example
 * ```ts
 * import { Subject, VirtualTimeScheduler } from 'rxjs';
 * import { tone, virtualPlayer } from '@rx-realtime/audio';
 * import { echoGate } from '@rx-realtime/audio/phone';
 * import { levelOf, type Pcm16 } from '@rx-realtime/pcm';
 *
 * const scheduler = new VirtualTimeScheduler();
 * const gate = echoGate(virtualPlayer({ scheduler }));
 * gate.mouth.played$.subscribe();
 * const microphone$ = new Subject<Pcm16>();
 * microphone$.pipe(gate.ears()).subscribe((block) => console.log(Math.round(levelOf(block).peakDb)));
 *
 * gate.mouth.write(tone({ frequencyHz: 440, durationMs: 100, amplitude: 0.5 }));
 * microphone$.next(tone({ frequencyHz: 440, durationMs: 20, amplitude: 0.15 })); // prints: -100
 * microphone$.next(tone({ frequencyHz: 440, durationMs: 20, amplitude: 0.5 })); // prints: -6
 * ```
 *
 * @see {@link playback}
 */
export function echoGate(player: Player, config: EchoGateConfig = {}): EchoGate {
  const { bargeIn = true, lossDb = 10, marginDb = 6, tailMs = 250, holdMs = 250, gatedObserver } = config;
  for (const [name, value] of Object.entries({ lossDb, marginDb }))
    assertNumber(`echoGate.${name}`, value, 'at least 0 dB', (db) => db >= 0);
  assertMs('echoGate.tailMs', tailMs);
  assertMs('echoGate.holdMs', holdMs);
  const loudness = makeLoudness(tailMs);

  return {
    mouth: {
      write: (block) => {
        loudness.written(block);
        player.write(block);
      },
      clear: () => {
        player.clear();
        loudness.cleared();
      },
      played$: player.played$.pipe(tap((ms) => loudness.played(ms))),
    },
    ears:
      <B extends Pcm16>(): MonoTypeOperatorFunction<B> =>
      (source) =>
        new Observable<B>((subscriber) => {
          let openMs = 0;
          let gatedMs = 0;
          /** Whether it is louder than the echo; where there is none, nothing has to be. */
          const passes = (block: B, ms: number): boolean => {
            const echoDb = loudness.nowDb() - lossDb;
            if (echoDb <= silenceDb) {
              openMs = 0;
              return true;
            }
            if (!bargeIn) return false;
            const isLoud = levelOf(block).rmsDb > echoDb + marginDb;
            openMs = isLoud ? holdMs : Math.max(0, openMs - ms);
            return isLoud || openMs > 0;
          };
          const gated = (block: B): B => {
            const ms = durationMs(block);
            loudness.passes(ms);
            if (passes(block, ms)) return block;
            gatedMs += ms;
            gatedObserver?.next(gatedMs);
            return { ...block, pcm: new Int16Array(block.pcm.length) };
          };
          return source.pipe(map(gated)).subscribe(subscriber);
        }),
  };
}
