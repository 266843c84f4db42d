import { mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { SpeechBlock } from '@rx-realtime/codecs';
import type { ResponseStream } from './responseStream.ts';

/**
 * The sound of all responses, block by block, as it arrives.
 *
 * What the model says, as PCM16.
 *
 * ```
 * events:       --c--a--a--e----c--a--e--|
 * responses():  --r-------------r--------|
 * mergeAudio(): -----p--p----------p-----|
 * ```
 *
 * - **Value**: a block of mono PCM16 with its address, which fits every operator that takes `Pcm16`. Sound arrives faster
 *   than it plays: pace it and fence off late blocks with the playback of `@rx-realtime/audio`.
 * - **Completion**: when the source has completed and its last response has ended.
 * - **Error**: that of the source, and a `ResponseStreamError` when a response outgrows a limit or speaks a format other
 *   than PCM16.
 * - **Unsubscription**: leaves the source and the responses that are open.
 * - **Re-subscription**: that of the source.
 * - **Memory**: what {@link responses} holds of the open responses.
 *
 * @example
 * import { mergeAudio, responses } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
 * of({ type: 'response.output_audio.delta', event_id: 'event_1', ...address, delta: 'AAD/fw==' } as const)
 *   .pipe(responses(), mergeAudio())
 *   .subscribe(({ pcm, sampleRateHz }) => console.log([...pcm], sampleRateHz)); // prints: [ 0, 32767 ] 24000
 *
 * @see {@link responses}
 */
export function mergeAudio(): OperatorFunction<ResponseStream, SpeechBlock> {
  return mergeMap((response) => response.audio$);
}
