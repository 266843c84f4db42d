import { makeResampler, samplesOf } from '@rx-realtime/pcm';
import type { VoiceDetector } from '@rx-realtime/pcm';
import type { VoiceDetectorFactory } from './voiceDetectorFactory.ts';
import { sampleRateHz } from '../internal/sampleRate.ts';
import { isSilent } from './isSilent.ts';
import { createVerdicts } from './verdicts.ts';

/** Where speech begins or ends, in milliseconds of all sound appended during the session. */
export interface TurnEdge {
  readonly edge: 'started' | 'stopped';
  readonly audioMs: number;
}

export interface TurnDetectorConfig {
  readonly threshold: number;
  readonly prefixPaddingMs: number;
  /**
   * How long the silence after speech up to a place has to last. Asked at each frame with its place, too: semantic detection
   * changes its mind.
   */
  readonly silenceDurationMs: (voicedUntilMs: number, nowMs: number) => number;
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
/** How far ahead of a frame the resampler listens, in samples for the detector: decisions come 1 ms later. */
const lookAhead = 16;
/** A turn begins when most frames of this stretch hold speech; shorter sounds are clicks. */
const onsetFrames = 8;
const voicedForOnset = 6;
/** Speech goes on as long as this many of so many frames hold some; one alone is a chance of the noise. */
const tailFrames = 3;
const voicedForTail = 2;
/** A silence is over only when a voice that comes back at its end has had time to be told from the noise. */
const confirmationMs = tailFrames * frameMs;

/** So many frames of silence, and the resampler holds nothing else: what it makes of the next one is known. */
const forgottenFrames = 2;

export const createTurnDetector = (config: TurnDetectorConfig): TurnDetector => {
  const frame = samplesOf(frameMs, sampleRateHz);
  const detector: VoiceDetector = config.detectorOf(config.threshold);
  const resampler = makeResampler(sampleRateHz, detectorRateHz, lookAhead);
  /** What has come since the last frame was judged; the first one needs what the resampler listens ahead, too. */
  const window = new Int16Array(frame + (lookAhead * sampleRateHz) / detectorRateHz);
  let wanted = window.length;
  let filled = 0;
  const detectorFrame = (frameMs * detectorRateHz) / 1_000;
  const resampled = new Int16Array(3 * detectorFrame);
  let ready = 0;
  let frames = 0;
  let silentFrames = 0;
  const verdicts = createVerdicts(onsetFrames);
  let speaking = config.isSpeaking ?? false;
  let lastVoicedMs = config.startMs;

  /** The next frame, as the detector wants it. */
  const nextFrame = (): Int16Array => {
    const heard = window.subarray(0, wanted);
    wanted = frame;
    filled = 0;
    silentFrames = isSilent(heard) ? silentFrames + 1 : 0;
    // Silence after silence is silence, and leaves the resampler as it was.
    if (silentFrames > forgottenFrames) return new Int16Array(detectorFrame);
    const more = resampler.push(heard);
    resampled.set(more, ready);
    ready += more.length - detectorFrame;
    const pcm = resampled.slice(0, detectorFrame);
    resampled.copyWithin(0, detectorFrame);
    return pcm;
  };

  const judge = (): TurnEdge | undefined => {
    const startMs = config.startMs + frames * frameMs;
    frames += 1;
    const voiced = detector.isVoice({ pcm: nextFrame(), sampleRateHz: detectorRateHz });
    verdicts.add(voiced);
    if (voiced && verdicts.voicedIn(tailFrames) >= voicedForTail) lastVoicedMs = startMs + frameMs;
    if (!speaking) {
      if (!voiced || verdicts.voicedIn(onsetFrames) < voicedForOnset) return undefined;
      const onsetMs = startMs - verdicts.sinceOnset() * frameMs;
      speaking = true;
      return { edge: 'started', audioMs: Math.max(0, Math.round(onsetMs - config.prefixPaddingMs)) };
    }
    const nowMs = startMs + frameMs;
    const endMs = lastVoicedMs + config.silenceDurationMs(lastVoicedMs, nowMs);
    if (nowMs < endMs + confirmationMs) return undefined;
    speaking = false;
    verdicts.clear();
    return { edge: 'stopped', audioMs: Math.round(Math.min(endMs, nowMs)) };
  };

  return {
    *feed(pcm) {
      for (let at = 0; at < pcm.length;) {
        const part = pcm.subarray(at, at + wanted - filled);
        window.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled < wanted) break;
        const edge = judge();
        if (edge) yield edge;
      }
    },
    isSpeaking: () => speaking,
    endTurn: () => {
      speaking = false;
      verdicts.clear();
    },
    free: () => detector.free?.(),
  };
};
