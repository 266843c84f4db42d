import { words } from '../internal/words.ts';

/** So many samples tell one place of a sound from all others: 1 ms. */
const probeSamples = 24;

/** A word that was spoken, and a piece of its sound to know it by. */
export interface SpokenWord {
  readonly word: string;
  readonly probe: Int16Array;
}

/** The words of a text with a piece of the sound of each, from where it is about half spoken. */
export const spokenWords = (text: string, sound: Int16Array): readonly SpokenWord[] => {
  let spoken = 0;
  return words(text).map((word) => {
    const middle = Math.floor((sound.length * (spoken + word.length / 2)) / Math.max(1, text.length));
    spoken += word.length;
    const start = Math.max(0, Math.min(middle, sound.length - probeSamples));
    return { word, probe: sound.slice(start, start + probeSamples) };
  });
};

/** Where a probe begins in a sound at or after a place; -1 when it is not there. */
const find = (pcm: Int16Array, probe: Int16Array, from: number): number => {
  const [first] = probe;
  for (let at = from; at + probe.length <= pcm.length; at++) {
    if (pcm[at] !== first) continue;
    let same = 1;
    while (same < probe.length && pcm[at + same] === probe[same]) same += 1;
    if (same === probe.length) return at;
  }
  return -1;
};

/** Which of some words can be heard in a sound, in their order. */
export const heardWords = (pcm: Int16Array, spoken: readonly SpokenWord[]): readonly SpokenWord[] => {
  let from = 0;
  return spoken.filter(({ probe }) => {
    const at = find(pcm, probe, from);
    if (at < 0) return false;
    from = at;
    return true;
  });
};
