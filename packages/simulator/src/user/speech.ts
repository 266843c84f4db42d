import { msOf } from '../internal/sampleRate.ts';
import { heardWords, spokenWords } from './heardWords.ts';
import type { SpokenWord } from './heardWords.ts';
import type { Said, Utterance } from './utterance.ts';

export interface SpeechConfig {
  readonly utterances: readonly Utterance[];
  readonly pauseMs: number;
  readonly patienceMs: number;
  readonly speak: (utterance: Utterance, index: number) => Int16Array;
  readonly said: (said: Said) => void;
}

/** What a user says in the course of a conversation. */
export interface Speech {
  /** Writes what is said from this time on into a block of silence. */
  readonly write: (block: Int16Array, atMs: number) => void;
  /** The block as the microphone gives it: words are known by their sound in the room. */
  readonly note: (block: Int16Array) => void;
  /** An answer can be heard at this time. */
  readonly heard: (atMs: number) => void;
  /** The words that can be heard in a sound. */
  readonly wordsIn: (pcm: Int16Array) => string | undefined;
}

/** Which utterances may arrive yet: so many of the latest. */
const remembered = 4;

interface Saying {
  readonly utterance: Utterance;
  readonly sound: Int16Array;
  /** As it came out of the microphone. */
  readonly picked: Int16Array;
  said: number;
}

export const createSpeech = ({ utterances, pauseMs, patienceMs, speak, said }: SpeechConfig): Speech => {
  let next = 0;
  let times = 0;
  let saying: Saying | undefined;
  /** Which part of it the block has that is being filled. */
  let part: { readonly from: number; readonly length: number } | undefined;
  /** When the last one had been said. */
  let saidMs: number | undefined;
  /** When an answer was last heard after that. */
  let heardMs: number | undefined;
  let known: readonly (readonly SpokenWord[])[] = [];

  /** Whether the next one is due. */
  const isDue = (utterance: Utterance, nowMs: number): boolean =>
    utterance.after === 'answer'
      ? heardMs !== undefined && nowMs >= heardMs + pauseMs
      : nowMs >= utterance.atMs;

  /** The one before has to be said again, because no answer came. */
  const isUnheard = (nowMs: number): boolean =>
    utterances[next - 1]?.untilHeard === true &&
    saidMs !== undefined &&
    heardMs === undefined &&
    nowMs >= saidMs + patienceMs;

  const begin = (index: number, atMs: number): Saying | undefined => {
    const utterance = utterances[index];
    if (utterance === undefined) return undefined;
    const sound = speak(utterance, index);
    said({ atMs, text: utterance.text, times });
    saidMs = undefined;
    heardMs = undefined;
    return { utterance, sound, picked: new Int16Array(sound.length), said: 0 };
  };

  const choose = (nowMs: number): Saying | undefined => {
    if (isUnheard(nowMs)) {
      times += 1;
      return begin(next - 1, nowMs);
    }
    const utterance = utterances[next];
    const waits = utterances[next - 1]?.untilHeard === true && heardMs === undefined;
    if (utterance === undefined || waits || !isDue(utterance, nowMs)) return undefined;
    next += 1;
    times = 0;
    return begin(next - 1, nowMs);
  };

  return {
    write: (block, atMs) => {
      saying ??= choose(atMs);
      part = undefined;
      if (saying === undefined) return;
      const piece = saying.sound.subarray(saying.said, saying.said + block.length);
      block.set(piece);
      part = { from: saying.said, length: piece.length };
      saying.said += piece.length;
      if (saying.said === saying.sound.length) saidMs = atMs + msOf(piece.length);
    },
    note: (block) => {
      if (saying === undefined || part === undefined) return;
      saying.picked.set(block.subarray(0, part.length), part.from);
      if (saying.said < saying.sound.length) return;
      known = [...known, spokenWords(saying.utterance.text, saying.picked)].slice(-remembered);
      saying = undefined;
    },
    heard: (atMs) => {
      if (saidMs !== undefined) heardMs = atMs;
    },
    wordsIn: (pcm) => {
      const texts = known.map((words) =>
        heardWords(pcm, words)
          .map(({ word }) => word)
          .join('')
          .trim(),
      );
      return texts.filter((text) => text !== '').join(' ') || undefined;
    },
  };
};
