import { sessionInputAudioBufferAppend } from '@rx-realtime/codecs';
import type { SessionInputAudioBufferAppend } from '@rx-realtime/codecs/translation';
import { of } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { appendBlocks } from './appendBlocks.ts';
import type { Pcm16, SoundFormat } from '@rx-realtime/pcm';

/** The one format of a translation session: 24,000 samples a second. */
const pcm: SoundFormat = { type: 'audio/pcm' };

/**
 * Turns blocks of sound into the `session.input_audio_buffer.append` events of a translation session.
 *
 * The last stage before the socket of a translation, as `appendInputAudio` is for a conversation.
 *
 * ```
 * source  --[200 ms]--[200 ms]--|
 *         appendTranslationAudio()
 * result  --{append}--{append}--|
 * ```
 *
 * The engine works in frames of 200 ms; shorter blocks are fine, it puts them together.
 *
 * - **Value**: one event for each block that holds at least one sample.
 * - **Completion**: passed on.
 * - **Error**: passed on; `rate_mismatch` for a block at another rate than 24,000 Hz.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { tone } from '@rx-realtime/audio';
 * import { appendTranslationAudio } from '@rx-realtime/audio/translation';
 *
 * of(tone({ frequencyHz: 440, durationMs: 200 }))
 *   .pipe(appendTranslationAudio())
 *   .subscribe(({ type, audio }) => console.log(type, audio.length));
 * // prints: session.input_audio_buffer.append 12800
 * ```
 *
 * @see {@link translationAudio}, {@link appendInputAudio}
 */
export const appendTranslationAudio = (): OperatorFunction<Pcm16, SessionInputAudioBufferAppend> =>
  appendBlocks('appendTranslationAudio', of(pcm), (samples) => sessionInputAudioBufferAppend(samples));
