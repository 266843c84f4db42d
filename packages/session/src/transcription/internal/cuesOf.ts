import type { SubtitleConfig } from '../subtitleConfig.ts';
import type { TranscriptLine } from '../transcriptLine.ts';

/** A line that can be shown: when, and lines of text of which none is empty. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: readonly string[];
}

/** An empty line ends a cue in both formats. */
const textOf = (text: string): readonly string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Words in pieces of so many characters; one word may be longer. */
const piecesOf = (words: readonly string[], maxCharacters: number): readonly string[] =>
  words.reduce<readonly string[]>((pieces, word) => {
    const last = pieces.at(-1);
    return last !== undefined && last.length + 1 + word.length <= maxCharacters
      ? [...pieces.slice(0, -1), `${last} ${word}`]
      : [...pieces, word];
  }, []);

/** A cue in several, each for as long as its characters are of all. */
const split = (cue: Cue, maxCharacters: number): readonly Cue[] => {
  const pieces = piecesOf(cue.text.join(' ').split(/\s+/), maxCharacters);
  const all = pieces.reduce((sum, { length }) => sum + length, 0);
  const at = (characters: number): number =>
    Math.round(cue.startMs + ((cue.endMs - cue.startMs) * characters) / all);
  let before = 0;
  return pieces.map((piece) => {
    const startMs = at(before);
    before += piece.length;
    return { startMs, endMs: Math.max(startMs + 1, at(before)), text: [piece] };
  });
};

/** What can be shown of a transcript: what has words, a beginning and an end, and will not change any more. */
export const cuesOf = (
  lines: readonly TranscriptLine[],
  { maxCharacters = Infinity }: SubtitleConfig,
): readonly Cue[] => {
  if (!(maxCharacters >= 1)) throw new RangeError('maxCharacters must be at least 1');
  return lines.flatMap(({ startMs, endMs, text, status }) => {
    const shown = textOf(text);
    if (status === 'partial' || startMs === undefined || endMs === undefined || shown.length === 0) return [];
    const from = Math.max(0, Math.round(startMs));
    const cue = { startMs: from, endMs: Math.max(from + 1, Math.round(endMs)), text: shown };
    return maxCharacters === Infinity ? [cue] : split(cue, maxCharacters);
  });
};

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** `01:02:03` and the milliseconds. */
export const timestamp = (ms: number, point: ',' | '.'): string => {
  const seconds = Math.floor(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${padded(hours, 2)}:${padded(minutes, 2)}:${padded(seconds % 60, 2)}${point}${padded(ms % 1_000, 3)}`;
};
