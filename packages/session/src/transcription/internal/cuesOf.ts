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

/** What can be shown of a transcript: what has words, a beginning and an end, and will not change any more. */
export const cuesOf = (lines: readonly TranscriptLine[]): readonly Cue[] =>
  lines.flatMap(({ startMs, endMs, text, status }) => {
    const shown = textOf(text);
    if (status === 'partial' || startMs === undefined || endMs === undefined || shown.length === 0) return [];
    const from = Math.max(0, Math.round(startMs));
    return [{ startMs: from, endMs: Math.max(from + 1, Math.round(endMs)), text: shown }];
  });

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

/** `01:02:03` and the milliseconds. */
export const timestamp = (ms: number, point: ',' | '.'): string => {
  const seconds = Math.floor(ms / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return `${padded(hours, 2)}:${padded(minutes, 2)}:${padded(seconds % 60, 2)}${point}${padded(ms % 1_000, 3)}`;
};
