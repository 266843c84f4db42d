import type { Pcm16 } from '@rx-realtime/pcm';

/** Where in a response something that is spoken or written belongs; the ids and positions are the server's. */
export interface SpeechAddress {
  /** The response, `resp_…`. */
  readonly responseId: string;
  /** The item, `item_…`; `conversation.item.truncate` wants it. */
  readonly itemId: string;
  /** Position of the item in the response, from 0. */
  readonly outputIndex: number;
  /** Position of the part in the item, from 0. */
  readonly contentIndex: number;
}

/** A block of the model's speech, and which part of the conversation it belongs to. Fits wherever `Pcm16` does. */
export interface SpeechBlock extends Pcm16, SpeechAddress {}
