import { createAudioDecoder } from '../internal/createAudioDecoder.ts';
import { msOf, sampleRateHz } from '../internal/sampleRate.ts';
import { createInputAudioBuffer } from './inputAudioBuffer.ts';
import type { Listening } from './listening.ts';
import type { TurnHandlers } from './turnHandlers.ts';
import { bufferFull, commitEmpty, refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { finishedMs, isFinished, semanticSilenceMs } from './semanticSilence.ts';
import type { TurnDetectionState } from '../state/sessionState.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { createTranscriber } from './transcriber.ts';
import { createTurnDetector } from './turnDetector.ts';
import type { TurnDetector, TurnEdge } from './turnDetector.ts';

/** The input audio buffer with its turn detection. */
export interface InputAudio {
  readonly append: (event: JsonObject) => Refusal | undefined;
  readonly commit: (event: JsonObject) => Refusal | undefined;
  readonly clear: (event: JsonObject) => Refusal | undefined;
  /** The session was updated: detection may have been switched on, off or over. */
  readonly reconfigure: () => void;
  /** Nobody has spoken for too long: the silence since `startMs` becomes the user's turn. */
  readonly timeOut: (startMs: number) => void;
  /** True between `speech_started` and `speech_stopped`. */
  readonly isSpeaking: () => boolean;
  /** Milliseconds of sound appended during the session. */
  readonly positionMs: () => number;
  readonly stop: () => void;
}

const shortestCommitMs = 100;
/** Silence before a turn that is kept for a manual commit; more of it serves nobody. */
const keptSilenceMs = 30_000;

/** What a detector is made for; the rest of the settings says what to do about what it finds. */
const hearingOf = ({ threshold = 0.5, prefix_padding_ms: prefixPaddingMs = 300 }: TurnDetectionState) => ({
  threshold,
  prefixPaddingMs,
});
const hearsAlike = (left: TurnDetectionState, right: TurnDetectionState): boolean =>
  JSON.stringify(hearingOf(left)) === JSON.stringify(hearingOf(right));

export const createInputAudio = (listening: Listening, turns: TurnHandlers): InputAudio => {
  const { scope } = listening;
  const buffer = createInputAudioBuffer();
  const transcriber = createTranscriber(listening);
  const decode = createAudioDecoder();
  let detector: TurnDetector | undefined;
  let detection: TurnDetectionState | null = null;
  let nextItemId: string | undefined;
  let commits = 0;
  /** Where the turn under way begins; undefined while nobody speaks. */
  let turnFromMs: number | undefined;
  /** What the semantic detector makes of the words up to a place; asked once in each silence. */
  let finished: { readonly untilMs: number; readonly isSo: boolean } | undefined;

  const itemId = (): string => (nextItemId ??= scope.ids.item());
  const heardIn = (pcm: Int16Array): string | undefined =>
    scope.settings.transcribe({
      pcm,
      sampleRateHz,
      durationMs: Math.round(msOf(pcm.length)),
      itemId: itemId(),
      index: commits,
    });

  const silenceMs = (untilMs: number, nowMs: number): number => {
    if (detection?.type !== 'semantic_vad') return detection?.silence_duration_ms ?? 200;
    // A shorter silence ends nothing: the words are still coming.
    if (nowMs - untilMs < finishedMs) return finishedMs;
    if (finished?.untilMs !== untilMs) {
      const words = heardIn(buffer.copyBetween(turnFromMs ?? buffer.startMs(), nowMs));
      finished = { untilMs, isSo: isFinished(words ?? '') };
    }
    return semanticSilenceMs(detection.eagerness ?? 'auto', finished.isSo);
  };

  /** A turn under way goes on with other settings: it was announced, and will be ended. */
  const configure = (): void => {
    const before = detection;
    detection = listening.session.audio.input.turn_detection;
    if (before && detection && hearsAlike(before, detection)) return;
    detector?.free();
    detector = undefined;
    if (detection === null) {
      turnFromMs = undefined;
      return;
    }
    detector = createTurnDetector({
      ...hearingOf(detection),
      silenceDurationMs: silenceMs,
      startMs: buffer.positionMs(),
      isSpeaking: turnFromMs !== undefined,
      detectorOf: scope.settings.detectorOf,
    });
  };

  const endTurn = (): void => {
    turnFromMs = undefined;
    nextItemId = undefined;
    finished = undefined;
  };

  const commit = (pcm: Int16Array): void => {
    const id = itemId();
    const heard = pcm.length === 0 ? '' : heardIn(pcm);
    endTurn();
    commits += 1;
    const content = [{ type: 'input_audio', transcript: null }];
    const wire = { id, type: 'message', status: 'completed', role: 'user', content };
    const audioMs = Math.round(msOf(pcm.length));
    const item = { id, wire, heard: heard ?? '', audioMs, sounds: [pcm], spoken: false };
    const previous = listening.items.insert(item);
    scope.emit('input_audio_buffer.committed', { previous_item_id: previous, item_id: id });
    scope.emit('conversation.item.added', { previous_item_id: previous, item: wire });
    scope.emit('conversation.item.done', { previous_item_id: previous, item: wire });
    transcriber.committed(id, heard, audioMs);
  };

  const follow = (edge: TurnEdge): void => {
    if (detection === null) return;
    if (edge.edge === 'started') {
      // The padding cannot reach into sound that is gone, such as the turn before.
      turnFromMs = Math.max(edge.audioMs, Math.ceil(buffer.startMs()));
      scope.emit('input_audio_buffer.speech_started', { audio_start_ms: turnFromMs, item_id: itemId() });
      turns.began(detection);
      return;
    }
    scope.emit('input_audio_buffer.speech_stopped', { audio_end_ms: edge.audioMs, item_id: itemId() });
    commit(buffer.takeBetween(turnFromMs ?? buffer.startMs(), edge.audioMs));
    turns.ended(detection);
  };

  /** The client disposes of the sound, whoever is speaking. */
  const interrupt = (dispose: () => void): void => {
    const wasSpeaking = turnFromMs !== undefined;
    detector?.endTurn();
    dispose();
    if (wasSpeaking) turns.dropped?.();
  };

  configure();
  return {
    append: (event) => {
      const { format } = listening.session.audio.input;
      const pcm = decode(String(event['audio']), format);
      if (pcm === undefined) {
        return refusal(
          'invalid_value',
          `Invalid 'audio'. Expected base64-encoded audio bytes (${format.type}) but got an invalid value.`,
          'audio',
        );
      }
      if (!buffer.append(pcm)) return bufferFull(buffer.bufferedMs());
      if (detector) {
        for (const edge of detector.feed(pcm)) follow(edge);
        if (turnFromMs === undefined) buffer.keepNewest(keptSilenceMs);
      } else transcriber.heard(itemId, heardIn, buffer);
      return undefined;
    },
    commit: () => {
      if (buffer.bufferedMs() < shortestCommitMs) return commitEmpty(buffer.bufferedMs());
      interrupt(() => commit(buffer.take()));
      return undefined;
    },
    clear: () => {
      interrupt(() => {
        buffer.take();
        endTurn();
        scope.emit('input_audio_buffer.cleared', {});
      });
      return undefined;
    },
    reconfigure: configure,
    timeOut: (startMs) => {
      const [from, to] = [Math.round(startMs), Math.round(buffer.positionMs())];
      const audio = { audio_start_ms: from, audio_end_ms: to };
      scope.emit('input_audio_buffer.timeout_triggered', { ...audio, item_id: itemId() });
      commit(buffer.takeBetween(from, to));
    },
    isSpeaking: () => turnFromMs !== undefined,
    positionMs: buffer.positionMs,
    stop: () => detector?.free(),
  };
};
