import { isSpeechMark } from '@rx-realtime/audio';
import type { Speech } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import { Observable, Subject, Subscription } from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import type { GuardSpeechConfig } from './guardSpeechConfig.ts';
import { GuardedResponse } from './internal/GuardedResponse.ts';
import type { Judge } from './judge.ts';
import type { RejectedSentence, SpokenSentence } from './spokenSentence.ts';

/**
 * Holds the model's speech back until its words were judged, sentence by sentence.
 *
 * Nobody hears what they should not.
 *
 * ```
 * words     --One.--Two.-----Three.---------   J: judged
 * source    ----1--1--2--2------3--3--[done]   blocks of sound
 *           guardSpeech(words$, judge)
 * result    -------J11--J22------------[done]   the third was rejected
 * ```
 *
 * Words run ahead of their sound. So a block is held until all words that had come when it came are judged, to the end of
 * their sentence: in doubt it waits with the sentence after, and is never heard with a rejected one. Sentences are judged as
 * soon as they are whole, side by side.
 *
 * - **Value**: a block passes when its words have; from the first rejected sentence on none of its response does. The mark
 *   of a beginning passes at once, that of an end behind its sound.
 * - **Completion**: when the source has completed and all that is held was judged.
 * - **Error**: passed on, that of `events$` too; the operator has none of its own: a judge that fails rejects.
 * - **Unsubscription**: leaves the source, `events$` and the judges.
 * - **Re-subscription**: nothing is held.
 * - **Memory**: the sound that is held, and the words of the responses that run.
 *
 * @param events$ the events of the session, shared: they have the words
 * @param judge decides about a sentence
 * @param config how long to wait, and who hears of what did not pass
 *
 * @example
 * import { guardSpeech } from '@rx-realtime/session';
 * import { of, Subject } from 'rxjs';
 * import type { ServerEvent } from '@rx-realtime/codecs';
 *
 * const events$ = new Subject<ServerEvent>();
 * const ids = { responseId: 'resp_1', itemId: 'item_1', outputIndex: 0, contentIndex: 0 };
 * of({ pcm: new Int16Array(240), sampleRateHz: 24_000, ...ids })
 *   .pipe(guardSpeech(events$, ({ text }) => [!text.includes('secret')]))
 *   .subscribe(({ pcm }) => console.log(pcm.length)); // prints: 240
 * const at = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0, event_id: 'event_1' };
 * events$.next({ type: 'response.output_audio_transcript.done', ...at, transcript: 'Good morning.' });
 *
 * @see {@link withdraw} for the rest of a rejected answer, {@link guard}, `playback` of `@rx-realtime/audio`
 */
export function guardSpeech(
  events$: Observable<ServerEvent>,
  judge: Judge<SpokenSentence>,
  config: GuardSpeechConfig = {},
): MonoTypeOperatorFunction<Speech> {
  return (source) =>
    new Observable((subscriber) => {
      const responses = new Map<string, GuardedResponse>();
      const judging = new Subscription();
      // Through a subject, so that an observer that throws harms nobody else.
      const rejectedObserver = new Subject<RejectedSentence>();
      if (config.rejectedObserver) rejectedObserver.subscribe(config.rejectedObserver);
      let isSourceDone = false;
      const error = (cause: unknown) => subscriber.error(cause);
      const completeWhenJudged = () => {
        if (isSourceDone && [...responses.values()].every(({ isEmpty }) => isEmpty)) subscriber.complete();
      };
      const responseOf = (responseId: string): GuardedResponse => {
        const known = responses.get(responseId);
        if (known) return known;
        const response = new GuardedResponse({
          ...config,
          rejectedObserver,
          judge,
          pass: (speech) => {
            if (isSpeechMark(speech) && speech.mark === 'done') responses.delete(responseId);
            subscriber.next(speech);
          },
          settled: completeWhenJudged,
          judging,
        });
        responses.set(responseId, response);
        return response;
      };

      subscriber.add(judging);
      subscriber.add(
        events$.subscribe({
          next: (event) => {
            switch (event.type) {
              case 'response.output_audio_transcript.delta':
                return responseOf(event.response_id).said(event, event.delta);
              case 'response.output_audio_transcript.done':
                return responses.get(event.response_id)?.saidAll(event, event.transcript ?? undefined);
              default:
            }
          },
          error,
        }),
      );
      subscriber.add(
        source.subscribe({
          next: (speech) => responseOf(speech.responseId).take(speech),
          error,
          complete: () => {
            isSourceDone = true;
            for (const response of responses.values()) response.end();
            completeWhenJudged();
          },
        }),
      );
    });
}
