import { cuesOf, timestamp } from './internal/cuesOf.ts';
import type { SubtitleConfig } from './subtitleConfig.ts';
import type { TranscriptLine } from './transcriptLine.ts';

/**
 * A subtitle file in SubRip's format (`.srt`).
 *
 * Numbers from 1, times with a comma, CRLF, an empty line after each subtitle: what every player reads. Lines without
 * words, without times, or that are not final are left out. SubRip cannot escape: an arrow `-->` in the words becomes
 * `->`, empty lines within a text are left out, and what looks like a tag is left as it is.
 *
 * @param lines of {@link transcriptLines} or {@link transcriptionSession}
 * @param config how long a subtitle may be
 * @throws RangeError for a length below 1
 * @returns the file, to be written as UTF-8
 *
 * @example
 * import { toSrt } from '@rx-realtime/session/transcription';
 *
 * const line = { itemId: 'item_1', startMs: 1_000, endMs: 2_500, text: 'Hello.', status: 'completed' } as const;
 * console.log(JSON.stringify(toSrt([line])));
 * // prints: "1\r\n00:00:01,000 --> 00:00:02,500\r\nHello.\r\n\r\n"
 *
 * @see {@link toVtt}
 */
export function toSrt(lines: readonly TranscriptLine[], config: SubtitleConfig = {}): string {
  return cuesOf(lines, config)
    .flatMap(({ startMs, endMs, text }, index) => [
      String(index + 1),
      `${timestamp(startMs, ',')} --> ${timestamp(endMs, ',')}`,
      ...text.map((line) => line.replaceAll('-->', '->')),
      '',
    ])
    .map((line) => `${line}\r\n`)
    .join('');
}
