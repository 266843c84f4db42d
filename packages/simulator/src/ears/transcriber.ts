import type { InputAudioBuffer } from './inputAudioBuffer.ts';
import type { Listening } from './listening.ts';
import { logprobs } from './logprobs.ts';
import { obfuscation } from '../scope/obfuscation.ts';
import { words } from '../internal/words.ts';
import { isObject } from '../shapes/jsonObject.ts';
import { transcriptionUsage } from './transcriptionUsage.ts';
import { streamingModels } from '../shapes/streamingModels.ts';

/** Turns committed sound into transcription events, if the session asks for them. */
export interface Transcriber {
  /** Sound has arrived that no turn detection watches: models that stream write down what they hear at once. */
  readonly heard: (
    itemId: () => string,
    heardIn: (pcm: Int16Array) => string | undefined,
    buffer: InputAudioBuffer,
  ) => void;
  readonly committed: (itemId: string, transcript: string | undefined, audioMs: number) => void;
}
const wordsPerSecond = 3;

export const createTranscriber = (listening: Listening): Transcriber => {
  const { scope } = listening;
  const { timing } = scope.settings;
  const streamed = new Map<string, number>();
  const config = () => listening.session.audio.input.transcription;

  /** The transcript becomes part of the stored item, as `conversation.item.retrieve` shows. */
  const remember = (itemId: string, transcript: string): void => {
    const item = listening.items.get(itemId);
    const content = item?.wire['content'];
    if (!item || !Array.isArray(content)) return;
    const heard = content.map((part: unknown) => (isObject(part) ? { ...part, transcript } : part));
    listening.items.replace({ ...item, wire: { ...item.wire, content: heard } });
  };

  const sendDelta = (itemId: string, delta: string): void =>
    scope.emit('conversation.item.input_audio_transcription.delta', {
      item_id: itemId,
      content_index: 0,
      delta,
      ...logprobs(listening, [delta]),
      obfuscation: obfuscation(scope.random, delta),
    });

  const sendFailed = (itemId: string): void =>
    scope.emit('conversation.item.input_audio_transcription.failed', {
      item_id: itemId,
      content_index: 0,
      error: {
        type: 'transcription_error',
        code: 'audio_unintelligible',
        message: 'The audio could not be transcribed.',
        param: null,
      },
    });

  const sendCompleted = (itemId: string, transcript: string, audioMs: number): void => {
    remember(itemId, transcript);
    scope.emit('conversation.item.input_audio_transcription.completed', {
      item_id: itemId,
      content_index: 0,
      transcript,
      ...logprobs(listening, words(transcript)),
      usage: transcriptionUsage(config()?.model, audioMs, transcript),
    });
  };

  return {
    heard: (itemId, heardIn, buffer) => {
      if (!streamingModels.includes(config()?.model ?? '')) return;
      const id = itemId();
      const sent = streamed.get(id) ?? 0;
      const due = Math.floor((buffer.bufferedMs() / 1_000) * wordsPerSecond);
      if (due <= sent) return;
      const pieces = words(heardIn(buffer.copy()) ?? '').slice(sent, due);
      streamed.set(id, sent + pieces.length);
      pieces.forEach((delta) => sendDelta(id, delta));
    },
    committed: (itemId, transcript, audioMs) => {
      const sent = streamed.get(itemId) ?? 0;
      streamed.delete(itemId);
      if (config() === null) return;
      if (transcript === undefined) {
        scope.after(timing.transcriptionMs, () => sendFailed(itemId));
        return;
      }
      const rest = words(transcript).slice(sent);
      rest.forEach((delta, index) =>
        scope.after(timing.transcriptionMs + index * timing.textDeltaMs, () => sendDelta(itemId, delta)),
      );
      scope.after(timing.transcriptionMs + rest.length * timing.textDeltaMs, () =>
        sendCompleted(itemId, transcript, audioMs),
      );
    },
  };
};
