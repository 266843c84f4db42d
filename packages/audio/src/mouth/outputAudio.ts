import type { ServerEvent, SpeechBlock } from '@rx-realtime/codecs';
import { filter } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { speech } from './speech.ts';
import type { SpeechConfig } from './speech.ts';
import { isSpeechMark } from './speechMark.ts';
import type { Speech } from './speechMark.ts';

const isSound = (part: Speech): part is SpeechBlock => !isSpeechMark(part);

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
 * - **Memory**: that of `speech`. Blocks are always safe to keep: the memory of one is never used for another.
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
 * @see {@link speech}, which also says when responses begin and end: `playback` wants to know
 */
export function outputAudio(config: SpeechConfig = {}): OperatorFunction<ServerEvent, SpeechBlock> {
  return (source) => source.pipe(speech(config), filter(isSound));
}
