import type { ClientEvent, SpeechFormat } from '@rx-realtime/codecs';
import { filter, NEVER, Observable } from 'rxjs';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { byteLengthOf, bytesPerMsOf } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import { formatOf } from '../internal/inFormat.ts';

/** How much sound has gone out. */
export interface InputAudioLength {
  /** Milliseconds appended altogether: the time base of `audio_start_ms` and `audio_end_ms`. */
  readonly sentMs: number;
  /** Milliseconds in the service's input buffer: since the last commit or clear. */
  readonly bufferedMs: number;
}

/** What {@link inputAudioMeter} needs to know of the session. */
export interface InputAudioMeterConfig {
  /** `session.audio.input.format`, or its type. @defaultValue `audio/pcm` (24,000 Hz) */
  readonly format?: SpeechFormat | SoundFormat;
  /** Each value means that the service has emptied the buffer itself: `input_audio_buffer.committed` under turn detection. */
  readonly committed$?: Observable<unknown>;
  /** Hears how much it is after every change. */
  readonly lengthObserver?: NextObserver<InputAudioLength>;
  /** Hears of each commit that is too short, which is then left out; without it the stream errors. */
  readonly tooShortObserver?: NextObserver<AudioError>;
}

/** The service refuses less with `input_audio_buffer_commit_empty`: "Expected at least 100ms of audio". */
const minCommitMs = 100;

/**
 * Counts the sound in a stream of client events, and keeps back a commit that the service would refuse.
 *
 * Knows how long the user has been heard.
 *
 * ```
 * source  --{append 60 ms}--{append 60 ms}--{commit}--{commit}--
 *         inputAudioMeter()
 * result  --{append}--------{append}--------{commit}--#  (0 ms since the last)
 * ```
 *
 * - **Value**: every event passes unchanged, except a commit of less than 100 ms.
 * - **Completion**: passed on; `committed$` ends with the source.
 * - **Error**: passed on, that of `committed$` too; `commit_too_short`, unless `tooShortObserver` is given.
 * - **Unsubscription**: leaves the source and `committed$`.
 * - **Re-subscription**: counts from 0.
 * - **Memory**: two numbers.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { inputAudioBufferAppend, inputAudioBufferCommit } from '@rx-realtime/codecs';
 * import { inputAudioMeter } from '@rx-realtime/audio';
 *
 * of(inputAudioBufferAppend(new Int16Array(1_200)), inputAudioBufferCommit())
 *   .pipe(inputAudioMeter())
 *   .subscribe({ error: ({ code, actual }) => console.log(code, actual) });
 * // prints: commit_too_short 50
 * ```
 *
 * @see {@link appendInputAudio}
 */
export function inputAudioMeter<E extends ClientEvent>(
  config: InputAudioMeterConfig = {},
): OperatorFunction<E, E> {
  const { committed$ = NEVER, lengthObserver, tooShortObserver } = config;
  const bytesPerMs = bytesPerMsOf(formatOf(config.format));
  return (source) =>
    new Observable((subscriber) => {
      let now: InputAudioLength = { sentMs: 0, bufferedMs: 0 };
      const set = (sentMs: number, bufferedMs: number) => {
        now = { sentMs, bufferedMs };
        lengthObserver?.next(now);
      };
      const error = (cause: unknown) => subscriber.error(cause);
      /** Whether the event may pass. */
      const passes = (event: E): boolean => {
        if (event.type === 'input_audio_buffer.append') {
          const ms = byteLengthOf(event.audio) / bytesPerMs;
          set(now.sentMs + ms, now.bufferedMs + ms);
        }
        if (event.type === 'input_audio_buffer.commit' && now.bufferedMs < minCommitMs) {
          refuse(now.bufferedMs);
          return false;
        }
        if (event.type === 'input_audio_buffer.commit' || event.type === 'input_audio_buffer.clear')
          set(now.sentMs, 0);
        return true;
      };
      const refuse = (actual: number) => {
        const tooShort = new AudioError({
          code: 'commit_too_short',
          expected: `at least ${minCommitMs} ms of audio in a commit`,
          actual,
          where: 'inputAudioMeter',
          hint: 'Append more first, or clear the buffer instead',
        });
        if (tooShortObserver === undefined) throw tooShort;
        tooShortObserver.next(tooShort);
      };
      subscriber.add(committed$.subscribe({ next: () => set(now.sentMs, 0), error }));
      subscriber.add(source.pipe(filter(passes)).subscribe(subscriber));
    });
}
