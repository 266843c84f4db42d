import { declaredFormats, speechReader } from '@rx-realtime/codecs';
import type {
  MalformedSpeech,
  RealtimeResponse,
  ResponseCreated,
  ResponseOutputAudioDelta,
  ServerEvent,
  SpeechFormat,
} from '@rx-realtime/codecs';
import type { NextObserver, OperatorFunction } from 'rxjs';
import { rateHzOf } from '@rx-realtime/pcm';
import type { SoundFormat } from '@rx-realtime/pcm';
import { formatOf } from '../internal/inFormat.ts';
import { staged } from '../internal/stage.ts';
import type { Speech, SpeechMark } from './speechMark.ts';

/** How the session speaks, and who hears of a delta that cannot be decoded. */
export interface SpeechConfig {
  /**
   * `session.audio.output.format`, or its type: what the session was asked for. Sound is read as the session declares it
   * (`session.created`, `session.updated`, `connection.restored`, `response.created`), and as this before anybody does.
   *
   * @defaultValue `audio/pcm` (24,000 Hz)
   */
  readonly format?: SpeechFormat | SoundFormat;
  /** Hears of each delta that is not base64 or in no known format, and of half a sample at the end of a part. */
  readonly malformedObserver?: NextObserver<MalformedSpeech>;
}

const maySpeak = ({ output_modalities: modalities }: RealtimeResponse): boolean =>
  modalities == null || modalities.includes('audio');

/**
 * The model's speech from a session's events: its sound, and when each response begins and ends.
 *
 * What `playback` needs to know, from the same events and in one order.
 *
 * ```
 * source  --{created}--{audio.delta}--{text.delta}--{audio.delta}--{done}--|
 *         speech()
 * result  --[created]--[pcm, item_1]----------------[pcm, item_1]--[done]--|
 * ```
 *
 * - **Value**: each `response.output_audio.delta` is decoded once, and emitted with its ids; a delta may end inside of a
 *   sample: the rest comes with the next one. A response that may speak gives a {@link SpeechMark} when it is created and
 *   one when it is done; `connection.lost` ends all that run. Blocks have the rate that the session declares. Other events are passed over. What cannot be used is told
 *   to `malformedObserver` and left out; it never ends the stream.
 * - **Completion**: passed on. Half a sample that is left is told before.
 * - **Error**: passed on.
 * - **Unsubscription**: leaves the source.
 * - **Re-subscription**: starts anew.
 * - **Memory**: ids and formats of the responses that run, and a byte for each part that is cut inside of a sample.
 *
 * Subscribe before the first response is asked for: of one that has begun before, only the sound is known.
 *
 * @example
 * ```ts
 * import { from } from 'rxjs';
 * import { isSpeechMark, speech } from '@rx-realtime/audio';
 * import { decodeServerEvent } from '@rx-realtime/codecs';
 * import { either as E } from 'fp-ts';
 *
 * const response = { id: 'resp_1', object: 'realtime.response', conversation_id: 'conv_1', output: [] };
 * const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };
 * const events = [
 *   { type: 'response.created', event_id: 'event_1', response: { ...response, status: 'in_progress' } },
 *   { type: 'response.output_audio.delta', event_id: 'event_2', ...address, delta: 'AQACAA==' },
 *   { type: 'response.done', event_id: 'event_3', response: { ...response, status: 'completed' } },
 * ].map((event) => decodeServerEvent(event));
 *
 * from(events.flatMap((event) => (E.isRight(event) ? [event.right] : [])))
 *   .pipe(speech())
 *   .subscribe((part) => console.log(isSpeechMark(part) ? part.mark : part.pcm.length));
 * // prints: created
 * // prints: 2
 * // prints: done
 * ```
 *
 * @see {@link playback}, {@link outputAudio} for the sound alone
 */
export function speech(config: SpeechConfig = {}): OperatorFunction<ServerEvent, Speech> {
  const { malformedObserver } = config;
  const output = formatOf(config.format);
  const asked = { input: output, output };
  return staged<ServerEvent, Speech>(() => {
    const reader = speechReader(output, (malformed) => malformedObserver?.next(malformed));
    const running = new Map<string, { readonly mark: SpeechMark; readonly format: SoundFormat }>();
    let session = asked;
    const created = (event: ResponseCreated): readonly Speech[] => {
      const { response } = event;
      const format = declaredFormats(event, session).output;
      const { id, conversation_id: conversationId } = response;
      if (id == null || !maySpeak(response)) return [];
      const nothing = { pcm: new Int16Array(0), sampleRateHz: rateHzOf(format) };
      const mark: SpeechMark = { ...nothing, mark: 'created', responseId: id, conversationId };
      running.set(id, { mark, format });
      return [mark];
    };
    const heard = (event: ResponseOutputAudioDelta): readonly Speech[] => {
      const format = running.get(event.response_id)?.format ?? session.output;
      const block = reader.read(event, format);
      return block ? [block] : [];
    };
    const done = (id: string | null | undefined): readonly Speech[] => {
      const { mark } = (id != null && running.get(id)) || {};
      if (mark === undefined) return [];
      running.delete(mark.responseId);
      return [{ ...mark, mark: 'done' }];
    };
    return {
      push: (event) => {
        switch (event.type) {
          case 'session.created':
          case 'session.updated':
          case 'connection.restored':
            session = declaredFormats(event, session, asked);
            return [];
          case 'response.created':
            return created(event);
          case 'response.output_audio.delta':
            return heard(event);
          case 'response.output_audio.done':
            reader.end(event);
            return [];
          case 'response.done':
            return done(event.response.id);
          case 'connection.lost':
            reader.endAll();
            return [...running.keys()].flatMap(done);
          default:
            return [];
        }
      },
      flush: () => {
        reader.endAll();
        return [];
      },
    };
  });
}
