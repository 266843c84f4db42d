import type { TranslationServerEvent } from '@rx-realtime/codecs/translation';
import { defer, filter, map } from 'rxjs';
import type { OperatorFunction } from 'rxjs';

/** What was said so far, in both languages. */
export interface TranslationWords {
  /** The words of the speaker; `''` unless the session transcribes its input. */
  readonly source: string;
  /** The words of the translation. */
  readonly translated: string;
  /** How much of the source they belong to, ms; undefined when the service does not say. */
  readonly elapsedMs: number | undefined;
}

/**
 * The words of a translation so far, whenever there are more of them.
 *
 * Subtitles in the other language.
 *
 * ```
 * source              --i1--o1--i2--o2--|   i: words of the speaker  o: of the translation
 * translationWords()  --w---w---w---w---|   w: all words so far
 * ```
 *
 * - **Value**: all words of both sides. Sound and other events are passed over.
 * - **Completion**: passed on.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew.
 * - **Memory**: the words.
 *
 * @example
 * import { translationWords } from '@rx-realtime/session/translation';
 * import { of } from 'rxjs';
 *
 * const delta = { type: 'session.output_transcript.delta', event_id: 'event_1' } as const;
 * of({ ...delta, delta: 'God ' }, { ...delta, delta: 'morgen.' })
 *   .pipe(translationWords())
 *   .subscribe(({ translated }) => console.log(translated));
 * // prints: God
 * // prints: God morgen.
 *
 * @see `translationAudio` of `@rx-realtime/audio/translation` for the sound
 */
export function translationWords(): OperatorFunction<TranslationServerEvent, TranslationWords> {
  return (source) =>
    defer(() => {
      let words: TranslationWords = { source: '', translated: '', elapsedMs: undefined };
      return source.pipe(
        map((event): TranslationWords | undefined => {
          if (event.type === 'session.input_transcript.delta')
            words = { ...words, source: words.source + event.delta };
          else if (event.type === 'session.output_transcript.delta')
            words = { ...words, translated: words.translated + event.delta };
          else return undefined;
          return (words = { ...words, elapsedMs: event.elapsed_ms ?? words.elapsedMs });
        }),
        filter((now) => now !== undefined),
      );
    });
}
