import { speechReader } from '@rx-realtime/codecs';
import type { MalformedSpeech, ServerEvent, SpeechBlock, SpeechFormat } from '@rx-realtime/codecs';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { staged } from '../internal/stage.ts';

/** How the session speaks, and who hears of a delta that cannot be decoded. */
export interface OutputAudioConfig {
  /** `session.audio.output.format.type`. @defaultValue `audio/pcm` (24 kHz) */
  readonly format?: SpeechFormat;
  /** Hears of each delta that is not base64, and of half a sample at the end of a part. */
  readonly malformedObserver?: NextObserver<MalformedSpeech>;
}

/**
 * Selects the model's speech from a session's events and decodes it.
 *
 * Sound with a name tag on each block.
 *
 * ```
 * source  --{created}--{audio.delta}--{text.delta}--{audio.delta}--|
 *         outputAudio()
 * result  -------------[pcm, item_1]----------------[pcm, item_1]--|
 * ```
 *
 * - **Value**: each `response.output_audio.delta` is decoded once, and emitted with its ids; other events are passed
 *   over. A delta may end inside of a sample: the rest comes with the next one. What cannot be used is told to
 *   `malformedObserver` and left out; it never ends the stream.
 * - **Completion**: passed on. Half a sample that is left is told before.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew.
 * - **Memory**: a byte for each part that is cut inside of a sample.
 *
 * Share the result (`share()`) where several parts of a program listen, so that decoding stays once.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { type ServerEvent } from '@rx-realtime/codecs';
 * import { base64FromPcm16 } from '@rx-realtime/pcm';
 * import { outputAudio } from '@rx-realtime/audio';
 *
 * const event: ServerEvent = {
 *   type: 'response.output_audio.delta',
 *   event_id: 'event_1',
 *   response_id: 'resp_1',
 *   item_id: 'item_1',
 *   output_index: 0,
 *   content_index: 0,
 *   delta: base64FromPcm16(new Int16Array(480)),
 * };
 * of(event)
 *   .pipe(outputAudio())
 *   .subscribe(({ itemId, pcm, sampleRateHz }) => console.log(itemId, pcm.length, sampleRateHz));
 * // prints: item_1 480 24000
 * ```
 *
 * @see {@link playback} to play it and truncate what was not heard
 */
export function outputAudio(config: OutputAudioConfig = {}): OperatorFunction<ServerEvent, SpeechBlock> {
  const { format = 'audio/pcm', malformedObserver } = config;
  return staged(() => {
    const reader = speechReader(format, (speech) => malformedObserver?.next(speech));
    return {
      push: (event) => {
        if (event.type === 'response.output_audio.done') reader.end(event);
        const block = event.type === 'response.output_audio.delta' ? reader.read(event) : undefined;
        return block ? [block] : [];
      },
      flush: () => {
        reader.endAll();
        return [];
      },
    };
  });
}
