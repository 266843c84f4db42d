import { decodeG711, isG711, makeSampleJoiner, pcm16FromBytes, rateHzOf } from '@rx-realtime/pcm';
import type { G711Format, SampleJoiner, SoundFormat } from '@rx-realtime/pcm';
import type { ResponseOutputAudioDelta, ResponseOutputAudioDone } from '../events/responseAudio.ts';
import { bytesFromDelta } from '../wire/pcm16FromDelta.ts';
import type { SpeechBlock } from './speechBlock.ts';

/** The formats that a session can hear and speak, by the names of `session.audio.*.format.type`. */
export type SpeechFormat = 'audio/pcm' | G711Format;

/** Speech that cannot be used. */
export interface MalformedSpeech {
  /** Where it was: a delta, or the last one of a part. */
  readonly event: ResponseOutputAudioDelta;
  /**
   * `not_base64`: the whole delta is left out. `odd_length`: the part ends inside of a sample, whose byte is left out.
   * `unknown_format`: the session speaks neither PCM nor G.711, and the delta is left out.
   */
  readonly code: 'not_base64' | 'odd_length' | 'unknown_format';
}

/** Turns the deltas of spoken parts into blocks of samples. */
export interface SpeechReader {
  /** The block of a delta; undefined when it holds no whole sample. @param format where it is not that of the session */
  read(event: ResponseOutputAudioDelta, format?: SoundFormat): SpeechBlock | undefined;
  /** Ends a part: what is left of it is no sample. */
  end(event: ResponseOutputAudioDone): void;
  /** Ends all parts. */
  endAll(): void;
}

/** A part whose last delta ended inside of a sample. */
interface OpenPart {
  readonly event: ResponseOutputAudioDelta;
  readonly joiner: SampleJoiner;
}

/** So many parts may be cut inside of a sample at once; of more the oldest is ended. */
const maxOpenParts = 64;

const keyOf = ({
  item_id: itemId,
  content_index: index,
}: ResponseOutputAudioDelta | ResponseOutputAudioDone) => `${index} ${itemId}`;

/**
 * Reads speech: base64 in the session's format to blocks of samples with their address.
 *
 * A delta may end inside of a sample; the rest comes with the next delta of the same part. Holds one byte for each part
 * that is cut so.
 *
 * @param format `session.audio.output.format`, or its type: then PCM has 24,000 samples a second
 * @param malformed called with what cannot be used
 * @example
 * import { speechReader } from '@rx-realtime/codecs';
 *
 * const { read } = speechReader('audio/pcm', ({ code }) => console.log(code));
 * const event = { type: 'response.output_audio.delta', event_id: 'event_1', response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 } as const;
 * console.log(read({ ...event, delta: 'AQAC' })?.pcm, read({ ...event, delta: 'AAMA' })?.pcm);
 * // prints: Int16Array(1) [ 1 ] Int16Array(2) [ 2, 3 ]
 */
export function speechReader(
  format: SpeechFormat | SoundFormat,
  malformed: (speech: MalformedSpeech) => void,
): SpeechReader {
  const usual = typeof format === 'string' ? { type: format } : format;
  const open = new Map<string, OpenPart>();
  const close = (key: string): void => {
    const part = open.get(key);
    if (part && open.delete(key)) malformed({ event: part.event, code: 'odd_length' });
  };

  const join = (event: ResponseOutputAudioDelta, bytes: Uint8Array): Int16Array => {
    if (open.size === 0 && bytes.length % 2 === 0) return pcm16FromBytes(bytes);
    const key = keyOf(event);
    const joiner = open.get(key)?.joiner ?? makeSampleJoiner();
    const pcm = joiner.push(bytes);
    open.delete(key);
    if (joiner.leftBytes > 0) open.set(key, { event, joiner });
    const [oldest = ''] = open.keys();
    if (open.size > maxOpenParts) close(oldest);
    return pcm;
  };

  return {
    read: (event, coding: SoundFormat = usual) => {
      const { type } = coding;
      if (type !== 'audio/pcm' && !isG711(type)) {
        malformed({ event, code: 'unknown_format' });
        return undefined;
      }
      const bytes = bytesFromDelta(event);
      if (bytes._tag === 'Left') {
        malformed({ event, code: 'not_base64' });
        return undefined;
      }
      const pcm = isG711(type) ? decodeG711(bytes.right, type) : join(event, bytes.right);
      if (pcm.length === 0) return undefined;
      return {
        pcm,
        sampleRateHz: rateHzOf(coding),
        responseId: event.response_id,
        itemId: event.item_id,
        outputIndex: event.output_index,
        contentIndex: event.content_index,
      };
    },
    end: (event) => close(keyOf(event)),
    endAll: () => open.forEach((_, key) => close(key)),
  };
}
