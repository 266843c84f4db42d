import type { either as E } from 'fp-ts';
import { either } from '../describe/either.ts';
import type { ClientEvent } from '../events/clientEventCodecs.ts';
import { clientEventCodecs } from '../events/clientEventCodecs.ts';
import type { EncodeFailure } from '../describe/failure.ts';
import { eventWriter } from './eventWriter.ts';
import { ownAppendFrame } from '../fast/ownAppend.ts';

const write = /*#__PURE__*/ eventWriter(clientEventCodecs);

/**
 * Writes a client event as the text of a frame.
 *
 * The one way out. What is not a client event is a `Left`, never sent and never thrown.
 *
 * @example
 * import { encodeClientEvent } from '@rx-realtime/codecs';
 *
 * const result = encodeClientEvent({ type: 'input_audio_buffer.clear' });
 * console.log(result._tag === 'Right' && result.right); // prints: {"type":"input_audio_buffer.clear"}
 */
export function encodeClientEvent(event: ClientEvent): E.Either<EncodeFailure, string> {
  const append = ownAppendFrame(event);
  return append === undefined ? write(event) : either.right(append);
}
