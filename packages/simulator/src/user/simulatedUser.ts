import type { Pcm16 } from '@rx-realtime/pcm';
import { Observable, Subject } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { isSilent } from '../ears/isSilent.ts';
import { sampleRateHz } from '../internal/sampleRate.ts';
import { derivedSeed } from '../scope/random.ts';
import { timeOf } from '../scope/time.ts';
import type { Transcribe } from '../script/transcribe.ts';
import { noiseVoice } from '../voices/noiseVoice.ts';
import { createRoom } from './room.ts';
import { createSpeech } from './speech.ts';
import type { Said, Utterance } from './utterance.ts';

/** Options of {@link simulatedUser}. */
export interface SimulatedUserConfig {
  /** Noise of the room, as a share of full scale, 0 to 1. @defaultValue 0: none, and silence is digital silence */
  readonly noise?: number;
  /** How loud the loudspeaker comes back in the microphone, 0 to 1. @defaultValue 0: a headset */
  readonly echo?: number;
  /** The pause after an answer before the user speaks again. @defaultValue 700 ms */
  readonly pauseMs?: number;
  /** How long the user waits for an answer before saying it again, where asked to. @defaultValue 8,000 ms */
  readonly patienceMs?: number;
  /** Seed of voice and noise. @defaultValue 1 */
  readonly seed?: number;
}

/** A simulated user in a conversation. */
export interface PresentUser {
  /** What the microphone picks up, in blocks of 40 ms at 24 kHz; time runs while it is subscribed. */
  readonly microphone$: Observable<Pcm16>;
  /** What the user begins to say. */
  readonly said$: Observable<Said>;
  /** Is given what the loudspeaker has played, as it is heard. */
  readonly hear: (sound: Pcm16) => void;
  /** The words that can be heard in a piece of the user's sound; for `transcribe` of a simulator. */
  readonly transcribe: Transcribe;
}

/** What a user says, before there is a conversation to say it in. */
export interface SimulatedUser {
  /** Enters a conversation that runs on this scheduler. */
  readonly enter: (scheduler: SchedulerLike) => PresentUser;
}

const blockMs = 40;
const blockSamples = (blockMs * sampleRateHz) / 1_000;

const checked = (name: string, value: number, highest: number): number => {
  if (!(value >= 0 && value <= highest)) throw new RangeError(`${name} must be between 0 and ${highest}`);
  return value;
};

/**
 * A user for tests: a microphone that is silent but for what is said, and ears for the answers.
 *
 * Everything is said in the voice of the simulator, so that detectors find turns in it. What comes of it at the server is
 * known by its sound: `transcribe` gives the words that arrived, and leaves out those that a dead line or a gate has
 * swallowed. For that the samples have to arrive as they were, 24 kHz and PCM16.
 *
 * ```
 * utterances   at 1 s: "Where is my order?"      after the answer: "Thanks."
 * microphone   ______[speech]_____________________________[speech]________
 * loudspeaker  ________________[answer]___________________________________
 *                                      |---- pauseMs ----|
 * ```
 *
 * An utterance at a time waits for the one before it to be said. One with `untilHeard` is said again, every `patienceMs`,
 * until an answer is heard.
 *
 * @param utterances what is said, in order
 * @throws RangeError for an option outside its range
 * @example
 * import { simulatedUser, virtualTime } from '@rx-realtime/simulator';
 *
 * const time = virtualTime();
 * const user = simulatedUser([{ atMs: 1_000, text: 'Where is my order?' }]).enter(time);
 * user.said$.subscribe(({ atMs, text }) => console.log(atMs, text)); // prints: 1000 Where is my order?
 * const microphone = user.microphone$.subscribe();
 * time.advanceTo(5_000);
 * microphone.unsubscribe();
 */
export function simulatedUser(
  utterances: readonly Utterance[],
  { noise = 0, echo = 0, pauseMs = 700, patienceMs = 8_000, seed = 1 }: SimulatedUserConfig = {},
): SimulatedUser {
  const noiseAmplitude = 32_767 * checked('noise', noise, 1);
  const echoGain = checked('echo', echo, 1);
  checked('pauseMs', pauseMs, Number.MAX_VALUE);
  checked('patienceMs', patienceMs, Number.MAX_VALUE);

  return {
    enter: (scheduler) => {
      const { clock } = timeOf(scheduler);
      const startMs = clock.now();
      const nowMs = (): number => clock.now() - startMs;
      const said$ = new Subject<Said>();
      const room = createRoom({ noiseAmplitude, echoGain, seed });
      const speech = createSpeech({
        utterances,
        pauseMs,
        patienceMs,
        said: (said) => said$.next(said),
        speak: ({ text, sound }, index) => {
          if (sound) return sound.pcm;
          const spoken = noiseVoice({ seed: derivedSeed(seed, index) }).speak(text);
          return spoken instanceof Promise ? new Int16Array(0) : spoken;
        },
      });

      return {
        microphone$: new Observable<Pcm16>((subscriber) => {
          const pick = (): void => {
            const pcm = new Int16Array(blockSamples);
            speech.write(pcm, nowMs() - blockMs);
            room.mix(pcm);
            speech.note(pcm);
            subscriber.next({ pcm, sampleRateHz });
          };
          subscriber.add(
            scheduler.schedule(function () {
              pick();
              this.schedule(undefined, blockMs);
            }, blockMs),
          );
        }),
        said$: said$.asObservable(),
        hear: ({ pcm }) => {
          room.echo(pcm);
          if (!isSilent(pcm)) speech.heard(nowMs());
        },
        transcribe: ({ pcm }) => speech.wordsIn(pcm),
      };
    },
  };
}
