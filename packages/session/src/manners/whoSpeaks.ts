import type { PlaybackLedger } from '@rx-realtime/audio';
import type { ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { asyncScheduler, NEVER, Observable, Subscription } from 'rxjs';
import type { OperatorFunction, SchedulerLike } from 'rxjs';
import { RunningResponses } from '../internal/RunningResponses.ts';

/**
 * Who has the floor. `user`: speaks. `assistant`: answers, is about to, or can still be heard. `nobody`: and anybody may.
 * `offline`: there is no session.
 */
export type FloorHolder = 'user' | 'assistant' | 'nobody' | 'offline';

/** Options of {@link whoSpeaks}. */
export interface WhoSpeaksConfig {
  /** The `ledgerObserver` of `playback`. @defaultValue what is generated counts as heard */
  readonly ledger$?: Observable<PlaybackLedger>;
  /** How long after a turn of the user its answer may take to begin. @defaultValue 2,000 ms */
  readonly answerWithinMs?: number;
  /** Times that. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

const isWritten = (item: ServerItem): boolean =>
  item.type === 'message' &&
  'role' in item &&
  item.role === 'user' &&
  item.content.some(({ type }) => type === 'input_text' || type === 'input_image');

/**
 * Who has the floor, whenever that changes.
 *
 * Whether this is a moment to say something.
 *
 * ```
 * source       --S---s-----e--r--d------L--|   S: session.created  s, e: speech  r, d: a response  L: lost
 * ledger$      -----------------w----.-----    w: sound waits to be heard  .: none does
 * whoSpeaks()  --n---u-----a---------n--o--|   n: nobody  u: user  a: assistant  o: offline
 * ```
 *
 * - **Value**: events of speech, of responses in the conversation, and of the connection may change who speaks. What the
 *   user writes makes them the speaker for that moment. A response out of band counts as far as it is heard.
 * - **Completion**: passed on.
 * - **Error**: passed on, that of `ledger$` too.
 * - **Unsubscription**: leaves the source and `ledger$`.
 * - **Re-subscription**: starts without a session.
 * - **Memory**: the ids of the responses that run.
 *
 * @param config the player, and the clock
 *
 * @example
 * import { whoSpeaks } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const event_id = 'event_1';
 * of(
 *   { type: 'session.created', event_id, session: { type: 'realtime' } } as const,
 *   { type: 'input_audio_buffer.speech_started', event_id, item_id: 'item_1', audio_start_ms: 100 } as const,
 * )
 *   .pipe(whoSpeaks())
 *   .subscribe((speaker) => console.log(speaker));
 * // prints: nobody
 * // prints: user
 *
 * @see {@link afterSilence}, {@link callTools}
 */
export function whoSpeaks(config: WhoSpeaksConfig = {}): OperatorFunction<ServerEvent, FloorHolder> {
  const { ledger$ = NEVER, answerWithinMs = 2_000, scheduler = asyncScheduler } = config;
  return (source) =>
    new Observable((subscriber) => {
      const responses = new RunningResponses();
      let isOnline = false;
      let isUser = false;
      let isHeard = false;
      let due = Subscription.EMPTY;
      let told: FloorHolder | undefined;

      const now = (): FloorHolder => {
        if (isUser) return 'user';
        if (isHeard || responses.spoken.size > 0 || !due.closed) return 'assistant';
        return isOnline ? 'nobody' : 'offline';
      };
      const tell = (): void => {
        const speaker = now();
        if (speaker === told || (told === undefined && speaker === 'offline')) return;
        told = speaker;
        subscriber.next(speaker);
      };
      const expectAnswer = (): void => {
        due.unsubscribe();
        due = new Subscription();
        const waiting = due;
        waiting.add(
          scheduler.schedule(() => {
            waiting.unsubscribe();
            tell();
          }, answerWithinMs),
        );
      };
      const reset = (isNowOnline: boolean): void => {
        isOnline = isNowOnline;
        isUser = false;
        due.unsubscribe();
      };
      const hear = (event: ServerEvent): void => {
        responses.received(event);
        switch (event.type) {
          case 'session.created':
          case 'connection.restored':
            return reset(true);
          case 'connection.lost':
            return reset(false);
          case 'input_audio_buffer.speech_started':
            isUser = true;
            return due.unsubscribe();
          case 'input_audio_buffer.speech_stopped':
          case 'input_audio_buffer.committed':
            isUser = false;
            return expectAnswer();
          case 'input_audio_buffer.cleared':
            isUser = false;
            return;
          case 'conversation.item.added':
            if (isUser || !isWritten(event.item)) return;
            isUser = true;
            tell();
            isUser = false;
            return;
          case 'response.created':
            if (event.response.conversation_id !== null) due.unsubscribe();
            return;
          default:
        }
      };

      subscriber.add(() => due.unsubscribe());
      subscriber.add(
        ledger$.subscribe({
          next: ({ waiting }) => {
            isHeard = waiting.length > 0;
            tell();
          },
          error: (error: unknown) => subscriber.error(error),
        }),
      );
      subscriber.add(
        source.subscribe({
          next: (event) => {
            hear(event);
            tell();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => subscriber.complete(),
        }),
      );
    });
}
