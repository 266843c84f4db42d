import { appendInputAudio, chunkPcm16, inputAudioMeter, resamplePcm16, silence } from '@rx-realtime/audio';
import type { InputAudioLength } from '@rx-realtime/audio';
import { inputAudioBufferCommit } from '@rx-realtime/codecs';
import type { InputAudioBufferAppend, InputAudioBufferCommit } from '@rx-realtime/codecs';
import { rateHzOf } from '@rx-realtime/pcm';
import type { Pcm16, SoundFormat } from '@rx-realtime/pcm';
import { concatWith, connect, endWith, ignoreElements, map, merge, of, takeUntil } from 'rxjs';
import type { NextObserver, Observable, OperatorFunction } from 'rxjs';

export interface InputEventsConfig {
  readonly format: SoundFormat;
  readonly commit$: Observable<unknown>;
  /** Silence behind the sound, ms. */
  readonly endSilenceMs: number;
  /** Hears how much was sent, before the event that has sent it is. */
  readonly lengthObserver: NextObserver<InputAudioLength>;
}

/** Sound of any rate as the events of a session, with commits in between. */
export const inputEvents =
  ({
    format,
    commit$,
    endSilenceMs,
    lengthObserver,
  }: InputEventsConfig): OperatorFunction<Pcm16, InputAudioBufferAppend | InputAudioBufferCommit> =>
  (ears) => {
    const sampleRateHz = rateHzOf(format);
    const end$ = endSilenceMs > 0 ? of(silence({ durationMs: endSilenceMs, sampleRateHz })) : of();
    return ears.pipe(
      resamplePcm16({ toHz: sampleRateHz }),
      chunkPcm16({ durationMs: 40 }),
      concatWith(end$),
      appendInputAudio({ format }),
      connect((sound$) =>
        merge(
          sound$,
          commit$.pipe(
            map(() => inputAudioBufferCommit()),
            takeUntil(sound$.pipe(ignoreElements(), endWith(undefined))),
          ),
        ),
      ),
      // A commit of too little is nothing that could be a line.
      inputAudioMeter({ format, lengthObserver, tooShortObserver: { next: () => undefined } }),
    );
  };
