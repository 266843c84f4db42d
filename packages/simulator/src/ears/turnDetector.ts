import type { VoiceDetector, VoiceDetectorFactory } from './voiceDetector.ts';
import { samplesOf, sampleRateHz } from '../internal/audioFormat.ts';
import { resample } from '../internal/resample.ts';

/** Where speech begins or ends, in milliseconds of all sound appended during the session. */
export interface TurnEdge {
  readonly edge: 'started' | 'stopped';
  readonly audioMs: number;
}

export interface TurnDetectorConfig {
  readonly threshold: number;
  readonly prefixPaddingMs: number;
  /** How long the silence after speech has to last. Asked at each frame with its place: semantic detection changes its mind. */
  readonly silenceDurationMs: (atMs: number) => number;
  /** Where on the time line the first sample fed lies. */
  readonly startMs: number;
  /** True when a turn is under way already, found by a detector with other settings. */
  readonly isSpeaking?: boolean;
  readonly detectorOf: VoiceDetectorFactory;
}

/** Finds turns in a stream of sound, fed with blocks of any size. */
export interface TurnDetector {
  /** The edges in the sound, each as it is found: the sound is heard as far as they are taken. */
  readonly feed: (pcm: Int16Array) => Iterable<TurnEdge>;
  readonly isSpeaking: () => boolean;
  /** Forgets a turn under way, as after a commit or a clear. */
  readonly endTurn: () => void;
  readonly free: () => void;
}

const frameMs = 10;
const detectorRateHz = 16_000;
/** Sound on both sides of a frame, so that resampling does not click at its borders; it delays decisions by 1 ms. */
const guard = samplesOf(1);
const inset = (guard * detectorRateHz) / sampleRateHz;
/** A turn begins when most frames of this stretch hold speech; shorter sounds are clicks. */
const onsetFrames = 8;
const voicedForOnset = 6;
/** Speech goes on as long as this many of so many frames hold some; one alone is a chance of the noise. */
const tailFrames = 3;
const voicedForTail = 2;
/** A silence is over only when a voice that comes back at its end has had time to be told from the noise. */
const confirmationMs = tailFrames * frameMs;

const voicedIn = (frames: readonly boolean[]): number => frames.filter(Boolean).length;

export const createTurnDetector = (config: TurnDetectorConfig): TurnDetector => {
  const frame = samplesOf(frameMs);
  const detector: VoiceDetector = config.detectorOf(config.threshold);
  const window = new Int16Array(frame + 2 * guard);
  let filled = guard;
  let frames = 0;
  let recent: boolean[] = [];
  let speaking = config.isSpeaking ?? false;
  let lastVoicedMs = config.startMs;

  const judge = (): TurnEdge | undefined => {
    const startMs = config.startMs + frames * frameMs;
    frames += 1;
    const voiced = detector.isVoice(resample(window, sampleRateHz, detectorRateHz, inset));
    recent = [...recent, voiced].slice(-onsetFrames);
    if (voiced && voicedIn(recent.slice(-tailFrames)) >= voicedForTail) lastVoicedMs = startMs + frameMs;
    if (!speaking) {
      if (!voiced || voicedIn(recent) < voicedForOnset) return undefined;
      const onsetMs = startMs - (recent.length - 1 - recent.indexOf(true)) * frameMs;
      speaking = true;
      return { edge: 'started', audioMs: Math.max(0, Math.round(onsetMs - config.prefixPaddingMs)) };
    }
    const nowMs = startMs + frameMs;
    const endMs = lastVoicedMs + config.silenceDurationMs(nowMs);
    if (nowMs < endMs + confirmationMs) return undefined;
    speaking = false;
    recent = [];
    return { edge: 'stopped', audioMs: Math.round(Math.min(endMs, nowMs)) };
  };

  return {
    *feed(pcm) {
      for (let at = 0; at < pcm.length;) {
        const part = pcm.subarray(at, at + window.length - filled);
        window.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < window.length) break;
        const edge = judge();
        window.copyWithin(0, frame);
        filled = 2 * guard;
        if (edge) yield edge;
      }
    },
    isSpeaking: () => speaking,
    endTurn: () => {
      speaking = false;
      recent = [];
    },
    free: () => detector.free(),
  };
};
