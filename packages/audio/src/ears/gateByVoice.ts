import type { NextObserver, MonoTypeOperatorFunction } from 'rxjs';
import { chunkPcm16 } from '../sound/chunkPcm16.ts';
import { assertMs } from '../internal/assertNumber.ts';
import { heldBlocks } from './heldBlocks.ts';
import { staged } from '../internal/stage.ts';
import { frameMs, voiceTrackers } from './voiceTracker.ts';
import type { VoiceConfig } from './voiceTracker.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** When {@link gateByVoice} opens, and how much from before it lets through. */
export interface GateByVoiceConfig extends VoiceConfig {
  /** Sound from before speech was recognised that is let through as well, at least 0. @defaultValue 300 ms */
  readonly preRollMs?: number;
  /** Hears the total of milliseconds held back so far, whenever it grows. */
  readonly gatedObserver?: NextObserver<number>;
}

/**
 * Lets speech through and holds everything else back.
 *
 * Saves input tokens, and keeps a fan from taking a turn.
 *
 * ```
 * source  --[quiet]--[quiet]--[voice]--[voice]---------------[quiet]--
 *         gateByVoice({ preRollMs: 40 })
 * result  --------------------------([quiet][voice][voice])--[quiet]--
 * ```
 *
 * The gate opens when voice was heard for `onsetMs`, beginning with the `preRollMs` before that moment, so that no
 * first syllable is lost; it closes after `hangoverMs` without voice. Emits frames of 20 ms.
 *
 * The service hears the parts without the time between them: with its own turn detection, which wants to hear the
 * silence after a sentence, keep `hangoverMs` above its `silence_duration_ms`.
 *
 * - **Value**: cut into frames; those of speech pass, with the `preRollMs` before them. The others are counted.
 * - **Completion**: passed on; what is held back is left out, and counted.
 * - **Error**: passed on, also one of the detector.
 * - **Unsubscription**: leaves the source and frees the detector.
 * - **Re-subscription**: a closed gate and a new detector.
 * - **Memory**: `preRollMs` of sound.
 *
 * Throws `invalid_config` for a negative duration.
 *
 * @example
 * ```ts
 * import { of, reduce } from 'rxjs';
 * import { gateByVoice, silence, tone } from '@rx-realtime/audio';
 * import { durationMs } from '@rx-realtime/pcm';
 *
 * of(silence({ durationMs: 1_000 }), tone({ frequencyHz: 200, durationMs: 400 }), silence({ durationMs: 2_000 }))
 *   .pipe(gateByVoice({ preRollMs: 100, onsetMs: 60, hangoverMs: 200 }), reduce((ms, block) => ms + durationMs(block), 0))
 *   .subscribe((ms) => console.log(ms)); // prints: 660
 * ```
 *
 * @see {@link voiceActivity}, {@link preRoll}
 */
export function gateByVoice<B extends Pcm16 = Pcm16>(
  config: GateByVoiceConfig = {},
): MonoTypeOperatorFunction<B> {
  const { preRollMs = 300, gatedObserver } = config;
  const makeTracker = voiceTrackers('gateByVoice', config);
  assertMs('gateByVoice.preRollMs', preRollMs);
  const gate = staged<B, B>(() => {
    const { step, free } = makeTracker();
    const held = heldBlocks<B>(preRollMs, gatedObserver);
    return {
      push: (frame) => {
        if (frame.pcm.length === 0) return [frame]; // a mark is no sound
        const { speaking, changed } = step(frame);
        if (speaking && changed) return [...held.release(), frame];
        if (speaking || changed) return [frame]; // the frame that ends the hangover belongs to it
        held.hold(frame);
        return [];
      },
      flush: () => {
        held.discard();
        return [];
      },
      free,
    };
  });
  return (source) => source.pipe(chunkPcm16<B>({ durationMs: frameMs }), gate);
}
