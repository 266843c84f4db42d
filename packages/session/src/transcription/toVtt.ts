import { cuesOf, timestamp } from './internal/cuesOf.ts';
import type { SubtitleConfig } from './subtitleConfig.ts';
import type { TranscriptLine } from './transcriptLine.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * A subtitle file in WebVTT (`.vtt`), which browsers show beside a video.
 *
 * Times with a point, and `&`, `<` and `>` of the words escaped, so that nothing in them is a tag or an arrow
 * (https://www.w3.org/TR/webvtt1/). Lines without words, without times, or that are not final are left out.
 *
 * @param lines of {@link transcriptLines} or {@link transcriptionSession}
 * @param config how long a subtitle may be
 * @throws RangeError for a length below 1
 * @returns the file, to be written as UTF-8
 *
 * @example
 * import { toVtt } from '@rx-realtime/session/transcription';
 *
 * const line = { itemId: 'item_1', startMs: 1_000, endMs: 2_500, text: 'A < B', status: 'completed' } as const;
 * console.log(JSON.stringify(toVtt([line])));
 * // prints: "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nA &lt; B\n"
 *
 * @see {@link toSrt}
 */
export function toVtt(lines: readonly TranscriptLine[], config: SubtitleConfig = {}): string {
  const cues = cuesOf(lines, config).map(
    ({ startMs, endMs, text }) =>
      `${timestamp(startMs, '.')} --> ${timestamp(endMs, '.')}\n${escaped(text.join('\n'))}`,
  );
  return `${['WEBVTT', ...cues].join('\n\n')}\n`;
}
