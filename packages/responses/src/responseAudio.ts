import type { ServerEvent } from '@rx-realtime/codecs';
import { mergeMap } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import { responses } from './responses.ts';
import type { ResponsesConfig } from './responses.ts';
import type { ResponseAudio } from './responseStream.ts';

/**
 * The sound of every response, block by block, as it arrives.
 *
 * <span class="informal">What the model says, as PCM16.</span>
 *
 * ```text
 * source:          --c--a--a--e----c--a--e--|
 * responseAudio(): -----p--p----------p-----|
 * ```
 *
 * - Blocks are mono PCM16 with their address, and fit every operator that takes `Pcm16`.
 * - Completes with the source. Errors with the source's error, or with a `ResponseStreamError` when a response outgrows a
 *   limit or speaks a format other than PCM16.
 * - Sound arrives faster than it plays; pace it and fence off late blocks with the playback of `@rx-realtime/audio`.
 * - Unsubscription, re-subscription and memory are those of {@link responses}.
 *
 * @param config the limits of {@link responses}
 *
 * @example
 * import { responseAudio } from '@rx-realtime/responses';
 * import { of } from 'rxjs';
 *
 * const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
 * of({ type: 'response.output_audio.delta', event_id: 'event_1', ...address, delta: 'AAD/fw==' } as const)
 *   .pipe(responseAudio())
 *   .subscribe(({ pcm, sampleRateHz }) => console.log([...pcm], sampleRateHz)); // prints: [ 0, 32767 ] 24000
 *
 * @see {@link responses}
 */
export function responseAudio(config?: ResponsesConfig): OperatorFunction<ServerEvent, ResponseAudio> {
  return (source) =>
    source.pipe(
      responses(config),
      mergeMap((response) => response.audio$),
    );
}
