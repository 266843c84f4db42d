import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16, VoiceDetector } from '@rx-realtime/pcm';
import { levelDetector } from './levelDetector.ts';
import { assertMs } from '../internal/assertNumber.ts';

/** When speech begins and ends; shared by the operators that listen for it. */
export interface VoiceConfig {
  /** Makes the detector of one subscription. @defaultValue `levelDetector()` */
  readonly detector?: () => VoiceDetector;
  /** Voice for this long is speech, at least 0; a click is shorter. @defaultValue 60 ms */
  readonly onsetMs?: number;
  /** Speech ends after this long without voice, at least 0; pauses between words are shorter. @defaultValue 500 ms */
  readonly hangoverMs?: number;
}

/** The length of a frame; libfvad's middle one. */
export const frameMs = 20;

/** What one frame has changed. */
interface VoiceStep {
  readonly speaking: boolean;
  readonly changed: boolean;
  /** If it has changed: where the speech began or ended, ms from the beginning of the stream. */
  readonly atMs: number;
}

export interface VoiceTracker {
  readonly step: (frame: Pcm16) => VoiceStep;
  readonly free: () => void;
}

/** Checks the options once, and gives a maker of trackers, one for each subscription. */
export const voiceTrackers = (where: string, config: VoiceConfig): (() => VoiceTracker) => {
  const { detector: makeDetector = levelDetector(), onsetMs = 60, hangoverMs = 500 } = config;
  assertMs(`${where}.onsetMs`, onsetMs);
  assertMs(`${where}.hangoverMs`, hangoverMs);
  return () => {
    const detector = makeDetector();
    let nowMs = 0;
    let speaking = false;
    let voiceSince: number | undefined; // where the present run of voice began
    let voiceUntil = 0; // where voice was last heard
    return {
      step: (frame) => {
        const startMs = nowMs;
        nowMs += durationMs(frame);
        if (detector.isVoice(frame)) {
          voiceSince ??= startMs;
          voiceUntil = nowMs;
        } else {
          voiceSince = undefined;
        }
        const before = speaking;
        if (speaking) speaking = nowMs - voiceUntil < hangoverMs || voiceUntil === nowMs;
        else speaking = voiceSince !== undefined && nowMs - voiceSince >= onsetMs;
        return {
          speaking,
          changed: speaking !== before,
          atMs: speaking ? (voiceSince ?? startMs) : voiceUntil,
        };
      },
      free: () => detector.free?.(),
    };
  };
};
