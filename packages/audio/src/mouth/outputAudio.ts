import type { ResponseOutputAudioDelta, ServerEvent } from '@rx-realtime/codecs';
import { concatMap, EMPTY } from 'rxjs';
import type { OperatorFunction } from 'rxjs';
import type { AudioError } from '../audioError.ts';
import { decodeOr } from './decodeOr.ts';
import { rateOf, samplesFromDelta } from '../internal/sessionFormat.ts';
import type { SessionAudioFormat } from '../internal/sessionFormat.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** A block of the model's speech, and which part of the conversation it belongs to. */
export interface OutputAudio extends Pcm16 {
  /** The response, `resp_…`. */
  readonly responseId: string;
  /** The item, `item_…`; `conversation.item.truncate` wants it. */
  readonly itemId: string;
  /** Position of the item in the response, from 0. */
  readonly outputIndex: number;
  /** Position of the part in the item, from 0. */
  readonly contentIndex: number;
}

/** How the session speaks, and what to do with a delta that cannot be decoded. */
export interface OutputAudioConfig {
  /** `session.audio.output.format.type`; default `audio/pcm` (24 kHz). */
  readonly format?: SessionAudioFormat;
  /** Called with each delta that is not valid base64 audio, which is then left out; without it the stream errors. */
  readonly onMalformed?: (event: ResponseOutputAudioDelta, error: AudioError) => void;
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
 * - **value**: each `response.output_audio.delta` is decoded once, and emitted with its ids; other events are passed
 *   over. Share the result (`share()`) where several parts of a program listen, so that it stays once.
 * - **completion, error**: pass.
 * - **memory**: none.
 *
 * Errors: a delta that is not base64, or no whole number of samples, ends the stream with `malformed_audio` (`cause`: the
 * `DecodeFailure`), unless `onMalformed` is given.
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
export function outputAudio(config: OutputAudioConfig = {}): OperatorFunction<ServerEvent, OutputAudio> {
  const { format = 'audio/pcm', onMalformed } = config;
  const sampleRateHz = rateOf(format);
  const decode = (event: ResponseOutputAudioDelta): OutputAudio => ({
    pcm: samplesFromDelta(event, format, `outputAudio, item ${event.item_id}`),
    sampleRateHz,
    responseId: event.response_id,
    itemId: event.item_id,
    outputIndex: event.output_index,
    contentIndex: event.content_index,
  });
  return concatMap((event) =>
    event.type === 'response.output_audio.delta' ? decodeOr(event, decode, onMalformed) : EMPTY,
  );
}
