import type { ServerEvent } from '@rx-realtime/codecs';
import { inputTranscripts } from '@rx-realtime/responses';
import type { InputTranscriptsConfig } from '@rx-realtime/responses';
import { connect, filter, map, merge, NEVER, Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { LineBook } from './internal/LineBook.ts';
import type { SoundSpan, TranscriptLine } from './transcriptLine.ts';

/** Options of {@link transcriptLines}. */
export interface TranscriptLinesConfig extends InputTranscriptsConfig {
  /**
   * What the client commits itself, in order: without turn detection nobody else knows where it is in the sound.
   *
   * @defaultValue nothing: the service finds the turns
   */
  readonly commits$?: Observable<SoundSpan>;
}

/**
 * What is said, line by line, in the order in which it was said, with times.
 *
 * Subtitles while they are spoken.
 *
 * ```
 * source              --s1--d1--e1--s2--c2--c1--|   s, e: speech began, ended  d: some words  c: all words
 * transcriptLines()   --1---1---1---12--12--12--|   lines, newest state
 * ```
 *
 * Turns may be transcribed in any order; lines are in the order of their items. The times are those of the speech: what
 * `server_vad` pads it with, `prefix_padding_ms` and `silence_duration_ms`, is taken off. A piece that was committed under
 * turn detection, and in which it had found no speech, is no line.
 *
 * - **Value**: all lines, whenever one of them has changed.
 * - **Completion**: passed on, after what is unfinished has ended as `interrupted`.
 * - **Error**: passed on, that of `commits$` too.
 * - **Unsubscription**: leaves the source and `commits$`.
 * - **Re-subscription**: starts anew.
 * - **Memory**: all lines.
 *
 * @param config what the client commits, and how many lines may be unfinished at once
 *
 * @example
 * import { transcriptLines } from '@rx-realtime/session/transcription';
 * import { of } from 'rxjs';
 *
 * const item = { event_id: 'event_1', item_id: 'item_1' } as const;
 * of(
 *   { ...item, type: 'input_audio_buffer.speech_started', audio_start_ms: 700 } as const,
 *   { ...item, type: 'input_audio_buffer.speech_stopped', audio_end_ms: 1_900 } as const,
 * )
 *   .pipe(transcriptLines())
 *   .subscribe(([line]) => console.log(line?.status, line?.startMs, line?.endMs));
 * // prints: partial 700 undefined
 * // prints: partial 700 1900
 *
 * @see {@link toSrt} and {@link toVtt}, which make a file of them
 */
export function transcriptLines(
  config: TranscriptLinesConfig = {},
): OperatorFunction<ServerEvent, readonly TranscriptLine[]> {
  const { commits$ = NEVER } = config;
  return (source) =>
    new Observable((subscriber) => {
      const book = new LineBook();
      const error = (cause: unknown) => subscriber.error(cause);
      subscriber.add(commits$.subscribe({ next: (span) => book.commit(span), error }));
      subscriber.add(
        source
          .pipe(
            connect((events$) =>
              merge(
                events$.pipe(filter((event) => book.hear(event))),
                events$.pipe(
                  inputTranscripts(config),
                  filter((transcript) => book.write(transcript)),
                ),
              ),
            ),
            map(() => book.lines),
          )
          .subscribe(subscriber),
      );
    });
}
