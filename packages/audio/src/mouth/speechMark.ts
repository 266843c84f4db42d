import type { SpeechBlock } from '@rx-realtime/codecs';
import type { Pcm16 } from '@rx-realtime/pcm';

/**
 * The moment at which a response that may speak begins or ends, in its place among the sound.
 *
 * It is a block without samples, so every operator on sound passes it on, in order.
 */
export interface SpeechMark extends Pcm16 {
  /** `created`: from now on it can be cancelled. `done`: it has ended, or its connection was lost. */
  readonly mark: 'created' | 'done';
  /** The response, `resp_…`. */
  readonly responseId: string;
  /** The conversation it becomes a part of; null for one out of band, undefined where the server does not say. */
  readonly conversationId: string | null | undefined;
}

/** What `speech` emits: the sound of responses, and when they begin and end. */
export type Speech = SpeechBlock | SpeechMark;

/**
 * Whether a piece of speech is a mark, and not sound.
 *
 * @param speech what `speech()` emits
 */
export const isSpeechMark = (speech: Pcm16): speech is SpeechMark => 'mark' in speech;
