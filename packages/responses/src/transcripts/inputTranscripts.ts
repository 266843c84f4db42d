import type { ServerEvent } from '@rx-realtime/codecs';
import { Observable } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { RecentIds } from '@rx-realtime/codecs';
import { textBytes } from '../internal/TextReplay.ts';

/** What is known of the words of one piece of user speech. */
export interface InputTranscript {
  /** The user's item. Speech has its item id from `speech_started` on, before it is committed. */
  readonly itemId: string;
  readonly contentIndex: number;
  /** All words so far, not only the new ones. */
  readonly text: string;
  /**
   * `partial`: more will come. `completed`: the server's final text. `failed`: the server could not transcribe it;
   * `text` is what came before. `interrupted`: the session ended first, or a limit was reached.
   */
  readonly status: 'partial' | 'completed' | 'failed' | 'interrupted';
  /** The server's reason, when `failed`. */
  readonly error?: {
    readonly code?: string | null;
    readonly type?: string | null;
    readonly message?: string | null;
  };
}

/** Options of {@link inputTranscripts}. */
export interface InputTranscriptsConfig {
  /** Most pieces of speech that may be unfinished at once; one more interrupts the oldest. @defaultValue 64 */
  readonly maxOpenItems?: number;
  /**
   * Most memory of one transcript, with what each piece costs besides its text; a longer one is interrupted.
   *
   * @defaultValue 1 MiB
   */
  readonly maxTranscriptBytes?: number;
}

/**
 * What the user says, from the server's input transcription, item by item.
 *
 * Captions of the user's own words.
 *
 * ```
 * source:             --d1--d1--d2--c1--c2--|   d: transcription delta  c: completed
 * inputTranscripts(): --p1--p1--p2--c1--c2--|   p: partial
 * ```
 *
 * - **Value**: the words of an item so far, whenever there are more of them. Words may come before the commit, after the
 *   answer, and turns may finish out of order: items are told apart by id and content index. The server's final text wins
 *   over the sum of the pieces. Each item ends exactly once; what comes later for it is left out. A failed transcription
 *   is a value with `status: 'failed'`. A `connection.lost` and a new `session.created` end what is unfinished as
 *   `interrupted`.
 * - **Completion**: passed on, after what is unfinished has ended as `interrupted`.
 * - **Error**: passed on, after what is unfinished has ended as `interrupted`.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew.
 * - **Memory**: the text of the unfinished items, and the ids of 256 to 512 finished ones.
 *
 * @param config how many items may be unfinished at once, and how long they may be
 *
 * @example
 * import { inputTranscripts } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const delta = { type: 'conversation.item.input_audio_transcription.delta', event_id: 'event_1' } as const;
 * of({ ...delta, item_id: 'item_1', content_index: 0, delta: 'Hello' })
 *   .pipe(inputTranscripts())
 *   .subscribe(({ status, text }) => console.log(status, text));
 * // prints: partial Hello
 * // prints: interrupted Hello
 *
 * @see {@link conversation}, which puts the words into their items
 */
export function inputTranscripts(
  config: InputTranscriptsConfig = {},
): OperatorFunction<ServerEvent, InputTranscript> {
  const { maxOpenItems = 64, maxTranscriptBytes = 1024 * 1024 } = config;
  return (source) =>
    new Observable((subscriber) => {
      const open = new Map<string, InputTranscript>();
      const bytes = new Map<string, number>();
      const ended = new RecentIds(256);

      const set = (transcript: InputTranscript) => {
        const key = `${transcript.contentIndex} ${transcript.itemId}`;
        if (ended.has(key)) return;
        if (transcript.status === 'partial') {
          if (!open.has(key) && open.size >= maxOpenItems) interrupt(open.values().next().value);
          open.set(key, transcript);
        } else {
          open.delete(key);
          bytes.delete(key);
          ended.add(key);
        }
        subscriber.next(transcript);
      };
      const interrupt = (transcript: InputTranscript | undefined) => {
        if (transcript) set({ ...transcript, status: 'interrupted' });
      };
      const interruptAll = () => [...open.values()].forEach(interrupt);

      const grow = (itemId: string, contentIndex: number, delta: string) => {
        const key = `${contentIndex} ${itemId}`;
        const known = open.get(key);
        const size = (bytes.get(key) ?? 0) + textBytes(delta);
        if (size > maxTranscriptBytes) {
          interrupt(known ?? { itemId, contentIndex, text: '', status: 'partial' });
          return;
        }
        if (!ended.has(key)) bytes.set(key, size);
        set({ itemId, contentIndex, text: (known?.text ?? '') + delta, status: 'partial' });
      };

      return source.subscribe({
        next: (event) => {
          switch (event.type) {
            case 'conversation.item.input_audio_transcription.delta':
              grow(event.item_id, event.content_index, event.delta);
              return;
            case 'conversation.item.input_audio_transcription.completed': {
              const { item_id: itemId, content_index: contentIndex } = event;
              const text = event.transcript ?? open.get(`${contentIndex} ${itemId}`)?.text ?? '';
              set({ itemId, contentIndex, text, status: 'completed' });
              return;
            }
            case 'conversation.item.input_audio_transcription.failed': {
              const { item_id: itemId, content_index: contentIndex, error } = event;
              const text = open.get(`${contentIndex} ${itemId}`)?.text ?? '';
              set({ itemId, contentIndex, text, status: 'failed', error });
              return;
            }
            case 'connection.lost':
            case 'session.created':
              interruptAll();
              return;
            default:
          }
        },
        error: (error) => {
          interruptAll();
          subscriber.error(error);
        },
        complete: () => {
          interruptAll();
          subscriber.complete();
        },
      });
    });
}
