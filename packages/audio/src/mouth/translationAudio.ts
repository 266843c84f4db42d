import type { SessionOutputAudioDelta, TranslationServerEvent } from '@rx-realtime/codecs/translation';
import { concatMap, EMPTY } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { isSampleRate } from '../internal/assertConfig.ts';
import { decodeOr } from './decodeOr.ts';
import { monoFromBytes } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';
import { PCM_RATE_HZ, samplesFromDelta } from '../internal/sessionFormat.ts';

/** A block of a spoken translation. */
export interface TranslationAudio extends Pcm16 {
  /** Where in the source it belongs, ms; undefined when the service does not say. */
  readonly elapsedMs: number | undefined;
}

/** What {@link translationAudio} does with a delta that cannot be decoded. */
export interface TranslationAudioConfig {
  /** Called with each delta that is no such audio, which is then left out; without it the stream errors. */
  readonly onMalformed?: (event: SessionOutputAudioDelta, error: AudioError) => void;
}

const where = 'translationAudio';
const malformed = (expected: string, actual: string | number): AudioError =>
  new AudioError({ code: 'malformed_audio', expected, actual, where });

const decode = (event: SessionOutputAudioDelta): TranslationAudio => {
  const sampleRateHz = event.sample_rate ?? PCM_RATE_HZ;
  const channels = event.channels ?? 1;
  const format = event.format ?? 'pcm16';
  // Both names of the one coding are in use; anything else would be played as noise.
  if (format !== 'pcm16' && format !== 'audio/pcm') throw malformed('pcm16', format.slice(0, 40));
  if (!isSampleRate(sampleRateHz)) throw malformed('a sample rate from 4000 to 384000 Hz', sampleRateHz);
  const samples = samplesFromDelta(event, 'audio/pcm', where);
  if (!(channels >= 1) || samples.length % channels !== 0)
    throw malformed(`whole frames of ${channels} channels`, `${samples.length} samples`);
  const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return {
    pcm: channels === 1 ? samples : monoFromBytes(bytes, 'int16', channels),
    sampleRateHz,
    elapsedMs: event.elapsed_ms ?? undefined,
  };
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
 * - **value**: each `session.output_audio.delta` becomes a block at the rate it names (24000 Hz if none); several
 *   channels are averaged; other events are passed over.
 * - **completion, error**: pass. **memory**: none.
 *
 * Errors: a delta that is not base64 of whole samples in `pcm16` ends the stream with `malformed_audio`, unless
 * `onMalformed` is given.
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
export const translationAudio = ({ onMalformed }: TranslationAudioConfig = {}): OperatorFunction<
  TranslationServerEvent,
  TranslationAudio
> =>
  concatMap((event) =>
    event.type === 'session.output_audio.delta' ? decodeOr(event, decode, onMalformed) : EMPTY,
  );
