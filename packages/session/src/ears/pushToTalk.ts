import { appendInputAudio, inputAudioMeter, preRoll } from '@rx-realtime/audio';
import type { AudioError } from '@rx-realtime/audio';
import { inputAudioBufferClear, inputAudioBufferCommit, responseCreate } from '@rx-realtime/codecs';
import type {
  InputAudioBufferAppend,
  InputAudioBufferClear,
  InputAudioBufferCommit,
  ResponseCreate,
  SpeechFormat,
} from '@rx-realtime/codecs';
import type { Pcm16, SoundFormat } from '@rx-realtime/pcm';
import { connect, distinctUntilChanged, filter, map, merge, mergeMap, of, skip, startWith } from 'rxjs';
import type { NextObserver, Observable, OperatorFunction } from 'rxjs';

/** Options of {@link pushToTalk}. */
export interface PushToTalkConfig {
  /** The button: true while it is down. */
  readonly pressed$: Observable<boolean>;
  /** Sound from before the button was down that is sent as well: people speak too early. @defaultValue 200 ms */
  readonly preRollMs?: number;
  /** `session.audio.input.format`, or its type. @defaultValue `audio/pcm` (24,000 Hz) */
  readonly format?: SpeechFormat | SoundFormat;
  /** Hears of each turn that was too short for the service, less than 100 ms: it is neither committed nor answered. */
  readonly tooShortObserver?: NextObserver<AudioError>;
}

/** What {@link pushToTalk} tells the service. */
export type PushToTalkEvent =
  InputAudioBufferAppend | InputAudioBufferClear | InputAudioBufferCommit | ResponseCreate;

/**
 * Turns that a button begins and ends, for a session without turn detection.
 *
 * Hold to speak.
 *
 * ```
 * source          --a--b--c--d--e--f--|
 * pressed$        -------t-----f-------
 * pushToTalk()    -------Lbc-d-(CR)---|   L: clear  b, c, d: append  C: commit  R: response.create
 * ```
 *
 * - **Value**: when the button goes down, `input_audio_buffer.clear`, the last `preRollMs` and what follows; when it goes
 *   up, a commit and a `response.create`. Of a turn that is too short neither.
 * - **Completion**: when the source and `pressed$` have completed.
 * - **Error**: passed on, that of `pressed$` too; `rate_mismatch` as `appendInputAudio` has it.
 * - **Unsubscription**: leaves the source and `pressed$`; a turn that has begun is not committed.
 * - **Re-subscription**: that of the source; the button is up until `pressed$` says otherwise.
 * - **Memory**: `preRollMs` of sound.
 *
 * @param config the button
 *
 * @example
 * import { tone } from '@rx-realtime/audio';
 * import { pushToTalk } from '@rx-realtime/session';
 * import { of, Subject } from 'rxjs';
 *
 * const pressed$ = new Subject<boolean>();
 * const sound$ = new Subject<ReturnType<typeof tone>>();
 * sound$.pipe(pushToTalk({ pressed$ })).subscribe(({ type }) => console.log(type));
 * pressed$.next(true); // prints: input_audio_buffer.clear
 * sound$.next(tone({ frequencyHz: 440, durationMs: 200 })); // prints: input_audio_buffer.append
 * pressed$.next(false);
 * // prints: input_audio_buffer.commit
 * // prints: response.create
 *
 * @see `playback` of `@rx-realtime/audio`, which takes the button as `bargeIn$`
 */
export function pushToTalk(config: PushToTalkConfig): OperatorFunction<Pcm16, PushToTalkEvent> {
  const { pressed$, preRollMs = 200, format = 'audio/pcm', tooShortObserver } = config;
  const edges$ = pressed$.pipe(startWith(false), distinctUntilChanged(), skip(1));
  return (source) =>
    edges$.pipe(
      connect((open$) =>
        merge(
          open$.pipe(
            filter(Boolean),
            map(() => inputAudioBufferClear()),
          ),
          source.pipe(preRoll({ durationMs: preRollMs, open$ }), appendInputAudio({ format })),
          open$.pipe(
            filter((isDown) => !isDown),
            map(() => inputAudioBufferCommit()),
          ),
        ),
      ),
      inputAudioMeter<InputAudioBufferAppend | InputAudioBufferClear | InputAudioBufferCommit>({
        format,
        tooShortObserver: { next: (error) => tooShortObserver?.next(error) },
      }),
      mergeMap((event) =>
        event.type === 'input_audio_buffer.commit'
          ? of<PushToTalkEvent[]>(event, responseCreate())
          : of(event),
      ),
    );
}
