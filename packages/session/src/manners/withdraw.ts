import { conversationItemDelete, conversationItemTruncate, responseCancel } from '@rx-realtime/codecs';
import type { PlaybackCommand } from '@rx-realtime/audio';
import type { RejectedSentence } from './spokenSentence.ts';

/**
 * What a service is told about an answer that may not be heard to its end: to stop it, and to forget what nobody heard.
 *
 * So that the model does not go on from it.
 *
 * @param rejected what `guardSpeech` has cut short
 *
 * @example
 * import { withdraw } from '@rx-realtime/session';
 *
 * const sentence = { text: 'It is swordfish.', responseId: 'resp_1', itemId: 'item_1', contentIndex: 0 };
 * const rejected = { ...sentence, audioEndMs: 0, isRunning: true, isOutOfBand: false, cause: false };
 * for (const { type } of withdraw(rejected)) console.log(type);
 * // prints: response.cancel
 * // prints: conversation.item.delete
 *
 * @see {@link guardSpeech}
 */
export function withdraw({
  responseId,
  itemId,
  contentIndex,
  audioEndMs,
  isRunning,
  isOutOfBand,
}: RejectedSentence): readonly PlaybackCommand[] {
  const cut =
    audioEndMs > 0
      ? conversationItemTruncate({ item_id: itemId, content_index: contentIndex, audio_end_ms: audioEndMs })
      : conversationItemDelete(itemId);
  return [...(isRunning ? [responseCancel({ response_id: responseId })] : []), ...(isOutOfBand ? [] : [cut])];
}
