import { declaredFormats, inputAudioBufferAppend } from '@rx-realtime/codecs';
import type { InputAudioBufferAppend, ServerEvent, SpeechFormat } from '@rx-realtime/codecs';
import type { Pcm16, SoundFormat } from '@rx-realtime/pcm';
import { map, NEVER, scan, startWith } from 'rxjs';
import type { Observable, OperatorFunction } from 'rxjs';
import { appendBlocks } from './appendBlocks.ts';
import { formatOf, inFormat } from '../internal/inFormat.ts';

/** What the session was told to expect. */
export interface AppendInputAudioConfig {
  /**
   * `session.audio.input.format`, or its type; `audio/pcmu` and `audio/pcma` are 8 kHz, PCM has the rate of its format.
   *
   * @defaultValue what `session$` declares, and `audio/pcm` (24,000 Hz) before it does
   */
  readonly format?: SpeechFormat | SoundFormat;
  /** The session's events, which say what it hears. They are followed, unless there is a `format`. */
  readonly session$?: Observable<ServerEvent>;
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
 * - **Error**: passed on, that of `session$` too; `rate_mismatch` for a block at another rate than the session's: put `resamplePcm16` before.
 * - **Unsubscription**: leaves the source and `session$`.
 * - **Re-subscription**: that of the source; what the session declares is learnt anew.
 * - **Memory**: one format.
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
export function appendInputAudio(
  config: AppendInputAudioConfig = {},
): OperatorFunction<Pcm16, InputAudioBufferAppend> {
  const { format, session$ = NEVER } = config;
  const input = formatOf(format);
  const asked = { input, output: input };
  const declared$ = (format ? NEVER : session$).pipe(
    scan((known, event) => declaredFormats(event, known, asked), asked),
    startWith(asked),
    map((formats) => formats.input),
  );
  return appendBlocks('appendInputAudio', declared$, (pcm, now) =>
    inputAudioBufferAppend(inFormat(pcm, now)),
  );
}
