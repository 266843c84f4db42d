import { inputAudioBufferAppend } from '@rx-realtime/codecs';
import type { InputAudioBufferAppend, SpeechFormat } from '@rx-realtime/codecs';
import type { OperatorFunction } from 'rxjs';
import { appendBlocks } from './appendBlocks.ts';
import { inFormat, rateOf } from '../internal/rateOf.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** What the session was told to expect. */
export interface AppendInputAudioConfig {
  /** `session.audio.input.format.type`; `audio/pcmu` and `audio/pcma` are 8 kHz. @defaultValue `audio/pcm` (24 kHz) */
  readonly format?: SpeechFormat;
}

/**
 * Turns blocks of sound into `input_audio_buffer.append` events.
 *
 * The last stage before the socket.
 *
 * ```
 * source  --[40 ms]--[40 ms]--|
 *         appendInputAudio()
 * result  --{append}-{append}-|
 * ```
 *
 * - **Value**: one event for each block that holds at least one sample; an empty block has nothing to append.
 * - **Completion**: passed on. Nothing is committed: with turn detection the server does that, without it send
 *   `inputAudioBufferCommit()`.
 * - **Error**: passed on; `rate_mismatch` for a block at another rate than the session's: put `resamplePcm16` before.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: that of the source.
 * - **Memory**: none.
 *
 * One event may carry at most 15 MiB of audio; blocks of 20 to 100 ms (`chunkPcm16`) are what a live session wants.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { appendInputAudio, resamplePcm16, tone } from '@rx-realtime/audio';
 *
 * of(tone({ frequencyHz: 440, durationMs: 100, sampleRateHz: 48_000 }))
 *   .pipe(resamplePcm16({ toHz: 24_000 }), appendInputAudio())
 *   .subscribe(({ type, audio }) => console.log(type, audio.length));
 * // prints: input_audio_buffer.append 6272
 * // prints: input_audio_buffer.append 128
 * ```
 *
 * @see {@link resamplePcm16}
 * @see {@link chunkPcm16}
 */
export function appendInputAudio({ format = 'audio/pcm' }: AppendInputAudioConfig = {}): OperatorFunction<
  Pcm16,
  InputAudioBufferAppend
> {
  return appendBlocks('appendInputAudio', rateOf(format), format, (pcm) =>
    inputAudioBufferAppend(inFormat(pcm, format)),
  );
}
