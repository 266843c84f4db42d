import { conversationItemDelete, conversationItemTruncate, responseCancel } from '@rx-realtime/codecs';
import type {
  ConversationItemDelete,
  ConversationItemTruncate,
  ResponseCancel,
  SpeechBlock,
} from '@rx-realtime/codecs';
import { NEVER, Observable, tap } from 'rxjs';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { durationMs } from '@rx-realtime/pcm';
import { emptyPlaybackLedger, reducePlayback } from './reducePlayback.ts';
import type { PlaybackCut, PlaybackEvent, PlaybackLedger } from './reducePlayback.ts';
import type { Player } from './player.ts';

/** What interrupts, and what is then said to the service. */
export interface PlaybackConfig {
  /** Each value means that the listener interrupts: `input_audio_buffer.speech_started`, a key, a local detector. */
  readonly bargeIn$?: Observable<unknown>;
  /**
   * Also cancel the response: for push-to-talk and for `interrupt_response: false`. With server turn detection the
   * service does so itself.
   *
   * @defaultValue false
   */
  readonly cancelResponse?: boolean;
  /** What becomes of an item of which nothing was heard: `delete` it, or `truncate` it to 0 ms. @defaultValue `delete` */
  readonly unheard?: 'delete' | 'truncate';
  /** Hears the ledger after every change: a meter, a log, a `BehaviorSubject`. */
  readonly ledgerObserver?: NextObserver<PlaybackLedger>;
}

/** What {@link playback} asks the service to do. */
export type PlaybackCommand = ConversationItemTruncate | ConversationItemDelete | ResponseCancel;

/**
 * Plays the model's speech, and keeps the conversation equal to what the listener heard.
 *
 * Interrupt it, and the model knows where you stopped listening.
 *
 * ```
 * source  --[a 1 s]--[a 1 s]-----------------------
 * played  --------------------(420 ms)-------------
 * bargeIn$----------------------------x------------
 *         playback(player, { bargeIn$ })
 * result  ----------------------------{truncate a at 420 ms}
 * ```
 *
 * The service sends speech faster than it is spoken, so at a barge-in most of an answer waits unheard. Then, in this
 * order: the player is cleared, the response is cancelled (`cancelResponse`), the audible item is truncated at the
 * position last reported by the player, items of which nothing was heard are deleted, and sound of that response that
 * is still on its way is counted instead of played.
 *
 * - **Value**: written to the player.
 * - **Completion**: once the source has completed and all its sound was heard, or the player's `played$` completes.
 * - **Error**: one of the source, `bargeIn$` or the player passes at once; what the player has it may finish.
 * - **Unsubscription**: clears the player.
 * - **Re-subscription**: a new ledger; the player's total is taken to begin at 0, so give each subscription its player.
 * - **Memory**: durations and ids of the last 64 parts; no sound.
 *
 * @param player where the sound goes
 *
 * @example
 * ```ts
 * import { of, timer, VirtualTimeScheduler } from 'rxjs';
 * import { playback, silence, virtualPlayer } from '@rx-realtime/audio';
 *
 * const scheduler = new VirtualTimeScheduler();
 * const speech = { ...silence({ durationMs: 1_000 }), responseId: 'resp_1', itemId: 'item_1', outputIndex: 0, contentIndex: 0 };
 * of(speech)
 *   .pipe(playback(virtualPlayer({ scheduler }), { bargeIn$: timer(430, scheduler) }))
 *   .subscribe((event) => console.log(event.type, 'audio_end_ms' in event ? event.audio_end_ms : ''));
 * scheduler.flush();
 * // prints: conversation.item.truncate 430
 * ```
 *
 * @see {@link reducePlayback} for the rules, {@link heardTranscript} for the words that go with them
 */
export function playback(
  player: Player,
  config: PlaybackConfig = {},
): OperatorFunction<SpeechBlock, PlaybackCommand> {
  const { bargeIn$ = NEVER, cancelResponse = false, unheard = 'delete', ledgerObserver } = config;
  const commandOf = ({ itemId, contentIndex, audioEndMs, cut }: PlaybackCut): PlaybackCommand =>
    cut === 'item' && unheard === 'delete'
      ? conversationItemDelete(itemId)
      : conversationItemTruncate({ item_id: itemId, content_index: contentIndex, audio_end_ms: audioEndMs });

  return (source) =>
    new Observable((subscriber) => {
      let ledger = emptyPlaybackLedger;
      let sourceCompleted = false;
      let ended = false;

      const advance = (event: PlaybackEvent): PlaybackLedger => {
        const next = reducePlayback(ledger, event);
        if (next !== ledger) ledgerObserver?.next(next);
        return (ledger = next);
      };
      let cancelled: readonly string[] = [];
      const send = (cuts: readonly PlaybackCut[]) => {
        for (const { responseId } of cuts) {
          if (!cancelResponse || cancelled.includes(responseId)) continue;
          cancelled = [...cancelled.slice(-7), responseId];
          subscriber.next(responseCancel({ response_id: responseId }));
        }
        cuts.forEach((cut) => subscriber.next(commandOf(cut)));
      };
      const complete = () => {
        ended = true;
        subscriber.complete();
      };
      const error = (cause: unknown) => {
        ended = true;
        subscriber.error(cause);
      };
      const completeWhenHeard = () => {
        if (sourceCompleted && ledger.waiting.length === 0) complete();
      };

      /** An observer of a callback that may throw: the device, or the one who watches the ledger. */
      const observe = <T>(stream$: Observable<T>, next: (value: T) => void, done?: () => void) =>
        subscriber.add(stream$.pipe(tap(next)).subscribe({ error, complete: done }));

      observe(
        player.played$,
        (totalMs) => {
          advance({ type: 'played', totalMs });
          completeWhenHeard();
        },
        complete,
      );
      observe(bargeIn$, () => {
        player.clear(); // first, so that a player can still report what was heard until this moment
        const { cuts } = advance({ type: 'interrupted' });
        send(cuts);
        completeWhenHeard();
      });
      observe(
        source,
        (block) => {
          const { responseId, itemId, contentIndex } = block;
          const { lateBlocks } = ledger;
          advance({ type: 'received', responseId, itemId, contentIndex, durationMs: durationMs(block) });
          if (ledger.lateBlocks > lateBlocks) send(ledger.cuts);
          else player.write(block);
        },
        () => {
          sourceCompleted = true;
          completeWhenHeard();
        },
      );
      subscriber.add(() => {
        if (!ended) player.clear();
      });
    });
}
