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
import { AudioError } from '../audioError.ts';
import { makeFloor } from './floor.ts';
import { emptyPlaybackLedger } from './playbackLedger.ts';
import type { PlaybackCut, PlaybackEvent, PlaybackLedger, PlayedOut } from './playbackLedger.ts';
import { reducePlayback } from './reducePlayback.ts';
import type { Player } from './player.ts';
import { isSpeechMark } from './speechMark.ts';
import type { Speech } from './speechMark.ts';

/** What is said to a server when its listener interrupts; where it returns undefined, or is left out, nothing is. */
export interface PlaybackCommands<Out> {
  /** Says where a part was cut. A cut is told for each part once, and for none out of band. */
  readonly cut?: (cut: PlaybackCut) => Out | undefined;
  /** Stops a response that runs. */
  readonly cancel?: (responseId: string) => Out | undefined;
}

/** What interrupts, and what is then said to the service. */
export interface PlaybackConfig<Out = PlaybackCommand> {
  /** Each value means that the listener interrupts: `input_audio_buffer.speech_started`, a key, a local detector. */
  readonly bargeIn$?: Observable<unknown>;
  /**
   * Whether an interruption cancels the responses that run. `true` for `interrupt_response: false`, `false` where
   * somebody else cancels.
   *
   * @defaultValue unless the interruption is the event `input_audio_buffer.speech_started`: then the service does so itself
   */
  readonly cancelResponse?: boolean;
  /** What becomes of an item of which nothing was heard: `delete` it, or `truncate` it to 0 ms. @defaultValue `delete` */
  readonly unheard?: 'delete' | 'truncate';
  /** What is said to a server of another protocol. @defaultValue {@link PlaybackCommand}, with `unheard` */
  readonly commands?: PlaybackCommands<Out>;
  /**
   * What becomes of the sound of a response while another one speaks: it waits until the other has ended, is dropped
   * (counted as late, and its item cut), or is handed on block by block to a player that mixes.
   *
   * @defaultValue `wait`
   */
  readonly secondVoice?: 'wait' | 'drop' | 'mix';
  /** Hears the ledger after every change: a meter, a log, a `BehaviorSubject`. */
  readonly ledgerObserver?: NextObserver<PlaybackLedger>;
  /** Hears, once for each response, that nothing of it will be heard any more. */
  readonly playedOutObserver?: NextObserver<PlayedOut>;
}

/** What {@link playback} asks the service to do. */
export type PlaybackCommand = ConversationItemTruncate | ConversationItemDelete | ResponseCancel;

/** OpenAI's own: what was heard of an item is kept, and one that was not heard is deleted. */
const realtimeCommands = (unheard: 'delete' | 'truncate' = 'delete'): PlaybackCommands<PlaybackCommand> => ({
  cancel: (responseId) => responseCancel({ response_id: responseId }),
  cut: ({ itemId, contentIndex, audioEndMs, cut }) =>
    cut === 'item' && unheard === 'delete'
      ? conversationItemDelete(itemId)
      : conversationItemTruncate({ item_id: itemId, content_index: contentIndex, audio_end_ms: audioEndMs }),
});

/** Whether the service itself has heard the listener, and so ends its response by itself. */
const isServersOwn = (cause: unknown): boolean =>
  typeof cause === 'object' &&
  cause !== null &&
  'type' in cause &&
  cause.type === 'input_audio_buffer.speech_started';

/** What a stream gives whose `speech()` was forgotten, if it was; types do not hold where they were cast away. */
const assertSpeech = (speech: Speech): void => {
  const given: { readonly pcm?: unknown; readonly responseId?: unknown; readonly type?: unknown } = speech;
  if (given.pcm instanceof Int16Array && typeof given.responseId === 'string') return;
  throw new AudioError({
    code: 'invalid_config',
    expected: 'speech, with the ids of its response',
    actual: typeof given.type === 'string' ? `the event ${given.type}` : 'something else',
    where: 'playback',
    hint:
      given.pcm instanceof Int16Array
        ? 'Sound without ids is written to the player itself'
        : 'Put speech() before it',
  });
};

/**
 * Plays the model's speech, and keeps the conversation equal to what the listener heard.
 *
 * Interrupt it, and the model knows where you stopped listening.
 *
 * ```
 * source   --[created]--[a 1 s]--[a 1 s]---------------------
 * played   -------------------------------(420 ms)-----------
 * bargeIn$ ---------------------------------------x----------
 *          playback(player, { bargeIn$ })
 * result   ---------------------------------------({cancel}{truncate a at 420 ms})
 * ```
 *
 * The service sends speech faster than it is spoken, so at a barge-in most of an answer waits unheard. Then, in this
 * order: the player is cleared, what runs is cancelled, also a response that has not yet made a sound, the audible item is
 * truncated at the position last reported by the player, items of which nothing was heard are deleted, and sound of
 * those responses that is still on its way is counted instead of played. What has ended is never cancelled, and what is
 * out of band is in no conversation that could be cut. Two responses that speak at once are heard one after the other.
 *
 * What runs is known from the marks of `speech()`; the sound of a response without a mark is played and cut, and never
 * cancelled.
 *
 * - **Value**: sound is written to the player, in its turn; marks go to the ledger.
 * - **Completion**: once the source has completed and all its sound was heard, or the player's `played$` completes.
 * - **Error**: one of the source, `bargeIn$` or the player passes at once; what the player has it may finish.
 *   `invalid_config` for a value that is no speech.
 * - **Unsubscription**: clears the player.
 * - **Re-subscription**: a new ledger; the player's total is taken to begin at 0, so give each subscription its player.
 * - **Memory**: durations and ids of the last 64 parts, and the sound that waits for another voice to end.
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
export function playback<Out = PlaybackCommand>(
  player: Player,
  config?: PlaybackConfig<Out>,
): OperatorFunction<Speech, Out>;
export function playback(
  player: Player,
  config: PlaybackConfig<unknown> = {},
): OperatorFunction<Speech, unknown> {
  const { bargeIn$ = NEVER, cancelResponse, secondVoice = 'wait' } = config;
  const commands: PlaybackCommands<unknown> = config.commands ?? realtimeCommands(config.unheard);
  const { ledgerObserver, playedOutObserver } = config;

  return (source) =>
    new Observable((subscriber) => {
      const floor = makeFloor();
      let ledger = emptyPlaybackLedger;
      let sourceCompleted = false;
      let ended = false;

      const say = (command: unknown): void => {
        if (command !== undefined) subscriber.next(command);
      };
      /** Does what the event means: first to the ledger, then to the service, then for those who wait. */
      const advance = (event: PlaybackEvent): void => {
        const before = ledger;
        const next = (ledger = reducePlayback(ledger, event));
        if (next === before) return;
        ledgerObserver?.next(next);
        for (const responseId of next.cancels) say(commands.cancel?.(responseId));
        for (const cut of next.cuts) if (!cut.isOutOfBand) say(commands.cut?.(cut));
        for (const playedOut of next.playedOut) playedOutObserver?.next(playedOut);
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
        if (sourceCompleted && ledger.waiting.length === 0 && floor.isEmpty()) complete();
      };

      const receive = ({ responseId, itemId, contentIndex, pcm, sampleRateHz }: SpeechBlock): void =>
        advance({
          type: 'received',
          responseId,
          itemId,
          contentIndex,
          durationMs: durationMs({ pcm, sampleRateHz }),
        });
      /** A mark or block whose turn it is; without `writeBlock` nobody will hear it. */
      const go = (speech: Speech, writeBlock?: (block: SpeechBlock) => void): void => {
        if (!isSpeechMark(speech)) {
          receive(speech);
          writeBlock?.(speech);
        } else if (speech.mark === 'done') advance({ type: 'complete', responseId: speech.responseId });
      };
      const write = (block: SpeechBlock): void => player.write(block);
      const isFenced = ({ responseId }: Speech): boolean => ledger.fenced.includes(responseId);
      const take = (speech: Speech): void => {
        const { responseId } = speech;
        if (isSpeechMark(speech)) {
          const isOutOfBand = speech.conversationId === null;
          advance({ type: speech.mark, responseId, isOutOfBand });
        } else if (secondVoice === 'drop' && floor.isTaken(speech)) advance({ type: 'dropped', responseId });
        if (!isSpeechMark(speech) && isFenced(speech)) go(speech);
        else if (secondVoice === 'mix') go(speech, write);
        else floor.take(speech).forEach((part) => go(part, write));
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
      observe(bargeIn$, (cause) => {
        player.clear(); // first, so that a player can still report what was heard until this moment
        floor.clear().forEach((part) => go(part)); // what waits for its turn is unheard too
        advance({ type: 'interrupted', cancels: cancelResponse ?? !isServersOwn(cause) });
        completeWhenHeard();
      });
      observe(
        source,
        (speech) => {
          assertSpeech(speech);
          take(speech);
        },
        () => {
          sourceCompleted = true;
          floor.clear().forEach((part) => go(part, write)); // no end of a response will come any more
          completeWhenHeard();
        },
      );
      subscriber.add(() => {
        if (!ended) player.clear();
      });
    });
}
