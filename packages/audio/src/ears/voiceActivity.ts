import type { OperatorFunction } from 'rxjs';
import { chunkPcm16 } from '../sound/chunkPcm16.ts';
import { staged } from '../internal/stage.ts';
import { frameMs, voiceTrackers } from './voiceTracker.ts';
import type { VoiceConfig } from './voiceTracker.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** Somebody began or stopped speaking. */
export interface VoiceActivity {
  readonly type: 'speech_started' | 'speech_stopped';
  /** Where, ms from the beginning of the stream: the first frame with voice, or the end of the last one. */
  readonly atMs: number;
}

/**
 * Tells when somebody begins and stops speaking.
 *
 * Turn detection of your own: for push-to-talk that lets go by itself, or a barge-in without asking the service.
 *
 * ```
 * source  --[quiet]--[voice]--[voice]--[quiet]--[quiet]--
 *         voiceActivity()
 * result  --------------------started-----------stopped--
 * ```
 *
 * Looks at frames of 20 ms. Voice for `onsetMs` is speech; `hangoverMs` without voice ends it. Both are reported with
 * the moment they really happened, which lies that much earlier.
 *
 * - **Value**: emits only changes.
 * - **Completion**: passed on; the end of a speech that goes on is not reported.
 * - **Error**: passed on, also one of the detector.
 * - **Unsubscription**: leaves the source and frees the detector.
 * - **Re-subscription**: a new detector, and time from 0.
 * - **Memory**: one frame, and the detector's.
 *
 * Throws `invalid_config` for a negative duration.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { silence, tone, voiceActivity } from '@rx-realtime/audio';
 *
 * of(silence({ durationMs: 200 }), tone({ frequencyHz: 200, durationMs: 400 }), silence({ durationMs: 800 }))
 *   .pipe(voiceActivity())
 *   .subscribe(({ type, atMs }) => console.log(type, atMs));
 * // prints: speech_started 200
 * // prints: speech_stopped 600
 * ```
 *
 * @see {@link fvadDetector} for speech in noise, {@link gateByVoice} to send only speech
 */
export function voiceActivity(config: VoiceConfig = {}): OperatorFunction<Pcm16, VoiceActivity> {
  const makeTracker = voiceTrackers('voiceActivity', config);
  const activity = staged<Pcm16, VoiceActivity>(() => {
    const { step, free } = makeTracker();
    return {
      push: (frame) => {
        if (frame.pcm.length === 0) return []; // a mark is no sound
        const { speaking, changed, atMs } = step(frame);
        return changed ? [{ type: speaking ? 'speech_started' : 'speech_stopped', atMs }] : [];
      },
      free,
    };
  });
  return (source) => source.pipe(chunkPcm16({ durationMs: frameMs }), activity);
}
