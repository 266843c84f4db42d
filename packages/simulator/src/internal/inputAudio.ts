import { decodeAudio, durationMs, sampleRateHz } from './audioFormat.ts';
import { createInputAudioBuffer } from './inputAudioBuffer.ts';
import type { Listening, TurnHandlers } from './listening.ts';
import { bufferFull, commitEmpty, refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { isFinished, semanticSilenceMs } from './semanticTurn.ts';
import type { TurnDetectionState } from './sessionState.ts';
import type { JsonObject } from './shape.ts';
import { createTranscriber } from './transcription.ts';
import { createTurnDetector } from './turnDetector.ts';
import type { TurnDetector, TurnEdge } from './turnDetector.ts';

/** The input audio buffer with its turn detection. */
export interface InputAudio {
  readonly append: (event: JsonObject) => Refusal | undefined;
  readonly commit: (event: JsonObject) => Refusal | undefined;
  readonly clear: (event: JsonObject) => Refusal | undefined;
  /** The session was updated: detection may have been switched on, off or over. */
  readonly reconfigure: () => void;
  /** Nobody has spoken for too long: what there is, if anything, becomes the user's turn. */
  readonly timeOut: (startMs: number) => void;
  /** Milliseconds of sound appended during the session. */
  readonly positionMs: () => number;
  readonly stop: () => void;
}

const shortestCommitMs = 100;
/** Silence before a turn that is kept for a manual commit; more of it serves nobody. */
const keptSilenceMs = 30_000;

export const createInputAudio = (listening: Listening, turns: TurnHandlers): InputAudio => {
  const { scope } = listening;
  const buffer = createInputAudioBuffer();
  const transcriber = createTranscriber(listening);
  let detector: TurnDetector | undefined;
  let detection: TurnDetectionState | null = null;
  let nextItemId: string | undefined;
  let commits = 0;
  /** What the semantic detector makes of the words heard so far; asked once a turn. */
  let finished: boolean | undefined;

  const itemId = (): string => (nextItemId ??= scope.ids.item());
  const heardIn = (pcm: Int16Array): string | undefined =>
    scope.settings.transcribe({
      pcm,
      sampleRateHz,
      durationMs: durationMs(pcm),
      itemId: itemId(),
      index: commits,
    });

  const silenceMs = (current: TurnDetectionState): number => {
    if (current.type === 'server_vad') return current.silence_duration_ms ?? 200;
    finished ??= isFinished(heardIn(buffer.copy()) ?? '');
    return semanticSilenceMs(current.eagerness ?? 'auto', finished);
  };

  const configure = (): void => {
    const wanted = listening.session.audio.input.turn_detection;
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
    const id = itemId();
    const pcm = buffer.take();
    const heard = pcm.length === 0 ? '' : heardIn(pcm);
    nextItemId = undefined;
    finished = undefined;
    commits += 1;
    const content = [{ type: 'input_audio', transcript: null }];
    const wire = { id, type: 'message', status: 'completed', role: 'user', content };
    const audioMs = durationMs(pcm);
    const previous = listening.items.insert({ id, wire, heard: heard ?? '', audioMs, spoken: false });
    scope.emit('input_audio_buffer.committed', { previous_item_id: previous, item_id: id });
    scope.emit('conversation.item.added', { previous_item_id: previous, item: wire });
    scope.emit('conversation.item.done', { previous_item_id: previous, item: wire });
    transcriber.committed(id, heard, audioMs);
  };

  const follow = (edge: TurnEdge): void => {
    if (detection === null) return;
    if (edge.edge === 'started') {
      scope.emit('input_audio_buffer.speech_started', { audio_start_ms: edge.audioMs, item_id: itemId() });
      turns.began(detection);
      return;
    }
    scope.emit('input_audio_buffer.speech_stopped', { audio_end_ms: edge.audioMs, item_id: itemId() });
    commitBuffer();
    turns.ended(detection);
  };

  const forget = (): void => {
    detector?.endTurn();
    nextItemId = undefined;
    finished = undefined;
  };

  configure();
  return {
    append: (event) => {
      const { format } = listening.session.audio.input;
      const pcm = decodeAudio(String(event['audio']), format);
      if (pcm === undefined) {
        return refusal(
          'invalid_value',
          `Invalid 'audio'. Expected base64-encoded audio bytes (${format.type}) but got an invalid value.`,
          'audio',
        );
      }
      if (!buffer.append(pcm)) return bufferFull(buffer.bufferedMs());
      if (detector) {
        detector.feed(pcm).forEach(follow);
        if (!detector.isSpeaking()) buffer.keepNewest(keptSilenceMs);
      } else transcriber.heard(itemId, heardIn, buffer);
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
      forget();
      scope.emit('input_audio_buffer.cleared', {});
      return undefined;
    },
    reconfigure: configure,
    timeOut: (startMs) => {
      const audio = { audio_start_ms: Math.round(startMs), audio_end_ms: Math.round(buffer.positionMs()) };
      scope.emit('input_audio_buffer.timeout_triggered', { ...audio, item_id: itemId() });
      commitBuffer();
    },
    positionMs: buffer.positionMs,
    stop: () => detector?.free(),
  };
};
