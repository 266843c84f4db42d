import { decodeAudio, durationMs, sampleRateHz } from './audioFormat.ts';
import type { Conversation } from './conversation.ts';
import { createInputAudioBuffer } from './inputAudioBuffer.ts';
import { commitEmpty, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Responses } from './responses.ts';
import type { TurnDetectionState } from './sessionState.ts';
import type { JsonObject } from './shape.ts';
import { transcribeItem } from './transcription.ts';
import { createTurnDetector } from './turnDetector.ts';
import type { TurnDetector, TurnEdge } from './turnDetector.ts';

/** The input audio buffer with its turn detection. */
export interface InputAudio {
  readonly append: (event: JsonObject) => Refusal | undefined;
  readonly commit: (event: JsonObject) => Refusal | undefined;
  readonly clear: (event: JsonObject) => Refusal | undefined;
  /** The session was updated: detection may have been switched on, off or over. */
  readonly reconfigure: () => void;
  readonly stop: () => void;
}

const shortestCommitMs = 100;
/** Silence before a turn that is kept for a manual commit; more of it serves nobody. */
const keptSilenceMs = 30_000;

/** Milliseconds of silence after which the semantic detector is sure, for each eagerness. */
const semanticSilenceMs = { low: 1_500, medium: 800, auto: 800, high: 400 };

const silenceMs = (detection: TurnDetectionState): number =>
  detection.type === 'server_vad'
    ? (detection.silence_duration_ms ?? 200)
    : semanticSilenceMs[detection.eagerness ?? 'auto'];

export const createInputAudio = (conversation: Conversation, responses: Responses): InputAudio => {
  const { scope } = conversation;
  const buffer = createInputAudioBuffer();
  let detector: TurnDetector | undefined;
  let detection: TurnDetectionState | null = null;
  let nextItemId: string | undefined;
  let commits = 0;

  const configure = (): void => {
    const wanted = conversation.session.audio.input.turn_detection;
    if (JSON.stringify(wanted) === JSON.stringify(detection)) return;
    detector?.free();
    detection = wanted;
    detector =
      wanted === null
        ? undefined
        : createTurnDetector({
            threshold: wanted.threshold ?? 0.5,
            prefixPaddingMs: wanted.prefix_padding_ms ?? 300,
            silenceDurationMs: () => silenceMs(wanted),
            startMs: buffer.positionMs(),
            detectorOf: scope.settings.detectorOf,
          });
  };

  const commitBuffer = (): void => {
    const id = nextItemId ?? scope.ids.item();
    nextItemId = undefined;
    const pcm = buffer.take();
    const info = { pcm, sampleRateHz, durationMs: durationMs(pcm), itemId: id, index: commits++ };
    const heard = scope.settings.transcribe(info);
    const wire = {
      id,
      type: 'message',
      status: 'completed',
      role: 'user',
      content: [{ type: 'input_audio', transcript: null }],
    };
    const previous = conversation.items.insert({
      id,
      wire,
      heard: heard ?? '',
      audioMs: info.durationMs,
      spoken: false,
    });
    scope.emit('input_audio_buffer.committed', { previous_item_id: previous, item_id: id });
    scope.emit('conversation.item.added', { previous_item_id: previous, item: wire });
    scope.emit('conversation.item.done', { previous_item_id: previous, item: wire });
    if (conversation.session.audio.input.transcription !== null) {
      transcribeItem(conversation, id, heard, info.durationMs);
    }
  };

  const follow = (edge: TurnEdge): void => {
    if (edge.edge === 'started') {
      nextItemId = scope.ids.item();
      scope.emit('input_audio_buffer.speech_started', { audio_start_ms: edge.audioMs, item_id: nextItemId });
      if (detection?.interrupt_response === true) responses.interrupt();
      return;
    }
    scope.emit('input_audio_buffer.speech_stopped', { audio_end_ms: edge.audioMs, item_id: nextItemId });
    commitBuffer();
    if (detection?.create_response === true) responses.answerTurn();
  };

  configure();
  return {
    append: (event) => {
      const { format } = conversation.session.audio.input;
      const pcm = decodeAudio(String(event['audio']), format);
      if (pcm === undefined) {
        return refusal(
          'invalid_value',
          `Invalid 'audio'. Expected base64-encoded audio bytes (${format.type}) but got an invalid value.`,
          'audio',
        );
      }
      buffer.append(pcm);
      if (!detector) return undefined;
      detector.feed(pcm).forEach(follow);
      if (!detector.isSpeaking()) buffer.keepNewest(keptSilenceMs);
      return undefined;
    },
    commit: () => {
      if (buffer.bufferedMs() < shortestCommitMs) return commitEmpty(buffer.bufferedMs());
      detector?.endTurn();
      commitBuffer();
      return undefined;
    },
    clear: () => {
      buffer.take();
      detector?.endTurn();
      nextItemId = undefined;
      scope.emit('input_audio_buffer.cleared', {});
      return undefined;
    },
    reconfigure: configure,
    stop: () => detector?.free(),
  };
};
