import type { PlaybackLedger } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import { asyncScheduler, NEVER, Observable, Subscription } from 'rxjs';
import type { OperatorFunction, SchedulerLike } from 'rxjs';
import { RunningResponses } from '../internal/RunningResponses.ts';

/** What is to be done about the user's voice. */
export interface BargeInStep {
  /**
   * `pause`: the assistant falls silent, for now. `resume`: it was nothing, the assistant goes on. `cut`: the user has the
   * floor. `answer`: the user's turn is over and wants an answer. `forget`: what was nothing is in the conversation as an
   * item, which is to be deleted.
   */
  readonly step: 'pause' | 'resume' | 'cut' | 'answer' | 'forget';
  /** The user's item, `item_…`. */
  readonly itemId: string;
}

/** Options of {@link pauseThenDecide}. */
export interface PauseThenDecideConfig {
  /** The `ledgerObserver` of `playback`. @defaultValue what is generated counts as heard */
  readonly ledger$?: Observable<PlaybackLedger>;
  /**
   * How long the service has to hear the user for the assistant to give way. The silence that ends a turn
   * (`silence_duration_ms`) is in it: where that is 200 ms, a voice of less than 500 ms is a noise.
   *
   * @defaultValue 700 ms
   */
  readonly cutAfterMs?: number;
  /** Times that. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** How far the user's voice has come: nobody listened to the assistant, or it waits, was cut, goes on. */
type Course = 'alone' | 'waiting' | 'cut' | 'resumed';

/**
 * Decides about each time that the user is heard: a cough, or an interruption.
 *
 * Silent at once, sure a little later.
 *
 * ```
 * source             --s--e(k)----s--------e(k)--   s, e: speech starts, stops  k: committed
 * pauseThenDecide()  --p--r(f)----p----c----(a)--   p: pause  r: resume  f: forget  c: cut  a: answer
 * ```
 *
 * For a session with `interrupt_response: false` and `create_response: false`: nobody else decides then.
 *
 * - **Value**: speech over the assistant pauses it. Speech that lasts for `cutAfterMs` cuts, and its turn wants an answer;
 *   what ends before lets the assistant go on, and its item is forgotten. A turn of the user while the assistant is silent
 *   wants an answer. A turn without speech, as of push-to-talk, is nobody's matter here. After `connection.lost` what was
 *   paused goes on.
 * - **Completion**: passed on.
 * - **Error**: passed on, that of `ledger$` too.
 * - **Unsubscription**: leaves the source and `ledger$`.
 * - **Re-subscription**: starts with nobody speaking.
 * - **Memory**: the ids of the responses that run, and of one item.
 *
 * @param config the player, and when it is an interruption
 *
 * @example
 * import { pauseThenDecide } from '@rx-realtime/session';
 * import { of } from 'rxjs';
 *
 * const event_id = 'event_1';
 * of(
 *   { type: 'response.created', event_id, response: { id: 'resp_1', conversation_id: 'conv_1' } } as const,
 *   { type: 'input_audio_buffer.speech_started', event_id, item_id: 'item_1', audio_start_ms: 100 } as const,
 *   { type: 'input_audio_buffer.speech_stopped', event_id, item_id: 'item_1', audio_end_ms: 300 } as const,
 * )
 *   .pipe(pauseThenDecide())
 *   .subscribe(({ step }) => console.log(step));
 * // prints: pause
 * // prints: resume
 *
 * @see {@link pausable}, {@link AssistantConfig.bargeIn}
 */
export function pauseThenDecide(
  config: PauseThenDecideConfig = {},
): OperatorFunction<ServerEvent, BargeInStep> {
  const { ledger$ = NEVER, cutAfterMs = 700, scheduler = asyncScheduler } = config;
  return (source) =>
    new Observable((subscriber) => {
      const responses = new RunningResponses();
      let isHeard = false;
      let current: { readonly itemId: string; course: Course } | undefined;
      let deciding = Subscription.EMPTY;
      const tell = (step: BargeInStep['step'], itemId: string) => subscriber.next({ step, itemId });

      const begin = (itemId: string): void => {
        const isOver = isHeard || responses.spoken.size > 0;
        const voice = { itemId, course: isOver ? ('waiting' as Course) : ('alone' as Course) };
        deciding.unsubscribe();
        current = voice;
        if (!isOver) return;
        deciding = scheduler.schedule(() => {
          voice.course = 'cut';
          tell('cut', itemId);
        }, cutAfterMs);
        tell('pause', itemId);
      };
      const resume = (): void => {
        deciding.unsubscribe();
        if (current?.course !== 'waiting') return;
        current.course = 'resumed';
        tell('resume', current.itemId);
      };
      const hear = (event: ServerEvent): void => {
        responses.received(event);
        switch (event.type) {
          case 'input_audio_buffer.speech_started':
            return begin(event.item_id);
          case 'input_audio_buffer.speech_stopped':
            return resume();
          case 'input_audio_buffer.committed':
            if (current?.itemId !== event.item_id) return;
            resume();
            tell(current.course === 'resumed' ? 'forget' : 'answer', event.item_id);
            current = undefined;
            return;
          case 'input_audio_buffer.cleared':
          case 'connection.lost':
            resume();
            current = undefined;
            return;
          default:
        }
      };

      const error = (cause: unknown) => subscriber.error(cause);
      subscriber.add(() => deciding.unsubscribe());
      subscriber.add(ledger$.subscribe({ next: ({ waiting }) => (isHeard = waiting.length > 0), error }));
      subscriber.add(source.subscribe({ next: hear, error, complete: () => subscriber.complete() }));
    });
}
