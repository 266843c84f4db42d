import type { Conversation } from './conversation.ts';
import { obfuscation, words } from './pieces.ts';
import { isObject } from './shape.ts';
import { textTokens, userAudioTokens } from './usage.ts';

/** The transcript becomes part of the stored item, as `conversation.item.retrieve` shows. */
const remember = (conversation: Conversation, itemId: string, transcript: string): void => {
  const item = conversation.items.get(itemId);
  const content = item?.wire['content'];
  if (!item || !Array.isArray(content)) return;
  const heard = content.map((part: unknown) => (isObject(part) ? { ...part, transcript } : part));
  conversation.items.replace({ ...item, wire: { ...item.wire, content: heard } });
};

/**
 * Sends the transcription of a committed item: deltas, then `completed`, or `failed` when nothing was understood.
 * It runs beside the response and ends before, during or after it.
 */
export const transcribeItem = (
  conversation: Conversation,
  itemId: string,
  transcript: string | undefined,
  audioMs: number,
): void => {
  const { scope } = conversation;
  const { timing } = scope.settings;
  const at = { item_id: itemId, content_index: 0 };
  if (transcript === undefined) {
    scope.after(timing.transcriptionMs, () =>
      scope.emit('conversation.item.input_audio_transcription.failed', {
        ...at,
        error: {
          type: 'transcription_error',
          code: 'audio_unintelligible',
          message: 'The audio could not be transcribed.',
          param: null,
        },
      }),
    );
    return;
  }
  const pieces = words(transcript);
  pieces.forEach((delta, index) =>
    scope.after(timing.transcriptionMs + index * timing.textDeltaMs, () =>
      scope.emit('conversation.item.input_audio_transcription.delta', {
        ...at,
        delta,
        obfuscation: obfuscation(scope.random, delta),
      }),
    ),
  );
  scope.after(timing.transcriptionMs + pieces.length * timing.textDeltaMs, () => {
    remember(conversation, itemId, transcript);
    const audio = userAudioTokens(audioMs);
    const output = textTokens(transcript);
    scope.emit('conversation.item.input_audio_transcription.completed', {
      ...at,
      transcript,
      usage: {
        type: 'tokens',
        total_tokens: audio + output,
        input_tokens: audio,
        input_token_details: { text_tokens: 0, audio_tokens: audio },
        output_tokens: output,
      },
    });
  });
};
