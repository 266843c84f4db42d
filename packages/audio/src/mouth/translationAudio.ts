import { bytesFromDelta } from '@rx-realtime/codecs';
import type { SessionOutputAudioDelta, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import { makeSampleJoiner, monoFromBytes, rateHzOf } from '@rx-realtime/pcm';
import type { Pcm16, SampleJoiner } from '@rx-realtime/pcm';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { isSampleRate } from '../internal/sampleRate.ts';
import { staged } from '../internal/stage.ts';

/** A block of a spoken translation. */
export interface TranslationAudio extends Pcm16 {
  /** Where in the source it belongs, ms; undefined when the service does not say. */
  readonly elapsedMs: number | undefined;
}

/** A delta of a translation that cannot be decoded. */
export interface MalformedTranslationAudio {
  readonly event: SessionOutputAudioDelta;
  /** What was expected instead: `malformed_audio`. */
  readonly error: AudioError;
}

/** Who hears of a delta that cannot be decoded. */
export interface TranslationAudioConfig {
  /** Hears of each delta that is no such audio, and of half a sample at the end. */
  readonly malformedObserver?: NextObserver<MalformedTranslationAudio>;
}

const malformed = (expected: string, actual: string | number): AudioError =>
  new AudioError({ code: 'malformed_audio', expected, actual, where: 'translationAudio' });

/** What is wrong with the way in which a delta is written, if anything. */
const problemOf = ({
  sample_rate: rate,
  channels,
  format,
}: SessionOutputAudioDelta): AudioError | undefined => {
  // Both names of the one coding are in use; anything else would be played as noise.
  if (format != null && format !== 'pcm16' && format !== 'audio/pcm')
    return malformed('pcm16', format.slice(0, 40));
  if (rate != null && !isSampleRate(rate)) return malformed('a sample rate from 4000 to 384000 Hz', rate);
  if (channels != null && !(Number.isInteger(channels) && channels >= 1))
    return malformed('a whole number of channels', channels);
  return undefined;
};

/**
 * Selects the speech from the events of a translation session and decodes it.
 *
 * `outputAudio` for translations, which have no responses and no items: sound comes as long as somebody speaks.
 *
 * ```
 * source  --{created}--{output_audio.delta}--{transcript.delta}--{output_audio.delta}--|
 *         translationAudio()
 * result  -------------[pcm, 0 ms]-------------------------------[pcm, 200 ms]---------|
 * ```
 *
 * - **Value**: each `session.output_audio.delta` becomes a block at the rate it names (24,000 Hz if none); several
 *   channels are averaged; other events are passed over. A delta may end inside of a sample: the rest comes with the
 *   next one. What cannot be used is told to `malformedObserver` and left out; it never ends the stream.
 * - **Completion**: passed on. Half a sample that is left is told before.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew.
 * - **Memory**: less than a frame.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { base64FromPcm16 } from '@rx-realtime/pcm';
 * import { type TranslationServerEvent } from '@rx-realtime/codecs/translation';
 * import { translationAudio } from '@rx-realtime/audio/translation';
 *
 * const event: TranslationServerEvent = {
 *   type: 'session.output_audio.delta',
 *   event_id: 'event_1',
 *   delta: base64FromPcm16(new Int16Array(4_800)),
 *   elapsed_ms: 1_200,
 * };
 * of(event)
 *   .pipe(translationAudio())
 *   .subscribe(({ pcm, sampleRateHz, elapsedMs }) => console.log(pcm.length, sampleRateHz, elapsedMs));
 * // prints: 4800 24000 1200
 * ```
 *
 * @see {@link appendTranslationAudio}, {@link outputAudio}
 */
export function translationAudio(
  config: TranslationAudioConfig = {},
): OperatorFunction<TranslationServerEvent, TranslationAudio> {
  const { malformedObserver } = config;
  return staged(() => {
    let last: SessionOutputAudioDelta | undefined;
    let channels = 1;
    let joiner: SampleJoiner = makeSampleJoiner();
    const tell = (event: SessionOutputAudioDelta, error: AudioError): readonly [] => {
      malformedObserver?.next({ event, error });
      return [];
    };
    const endSample = (): void => {
      const { leftBytes } = joiner;
      if (last && leftBytes > 0)
        tell(last, malformed(`whole frames of ${channels} channels`, `${leftBytes} bytes more`));
    };
    const read = (event: SessionOutputAudioDelta): readonly TranslationAudio[] => {
      const problem = problemOf(event);
      if (problem) return tell(event, problem);
      const bytes = bytesFromDelta(event);
      if (bytes._tag === 'Left') return tell(event, malformed('base64 of audio/pcm', bytes.left.message));
      if ((event.channels ?? 1) !== channels) {
        endSample();
        channels = event.channels ?? 1;
        joiner = makeSampleJoiner(channels);
      }
      last = event;
      const samples = joiner.push(bytes.right);
      if (samples.length === 0) return [];
      const whole = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      return [
        {
          pcm: channels === 1 ? samples : monoFromBytes(whole, 'int16', channels),
          sampleRateHz: event.sample_rate ?? rateHzOf({ type: 'audio/pcm' }),
          elapsedMs: event.elapsed_ms ?? undefined,
        },
      ];
    };
    return {
      push: (event) => (event.type === 'session.output_audio.delta' ? read(event) : []),
      flush: () => {
        endSample();
        return [];
      },
    };
  });
}
