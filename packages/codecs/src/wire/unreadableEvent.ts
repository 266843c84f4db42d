import type { UnknownServerEvent } from '../events/serverEventCodecs.ts';
import type { DecodeConfig } from './eventReader.ts';
import type { DecodeFailure } from '../describe/failure.ts';

/**
 * The event that stands for something which is no event at all: broken JSON, bytes, a value without a type.
 *
 * A stream of events goes on with it, and nothing is lost: it holds what came, and why it cannot be read.
 *
 * @param raw what came
 * @param failure why it cannot be read
 * @param config whom to tell
 * @example
 * import { decodeFrame, unreadableEvent } from '@rx-realtime/codecs';
 *
 * const decoded = decodeFrame('{');
 * console.log(decoded._tag === 'Left' && unreadableEvent('{', decoded.left).failure?.code); // prints: not_json
 */
export function unreadableEvent(
  raw: unknown,
  failure: DecodeFailure,
  config?: DecodeConfig,
): UnknownServerEvent {
  const event: UnknownServerEvent = { type: 'unknown', wireType: '', payload: raw, failure };
  config?.driftObserver?.next({ wireType: '', event, failure });
  return event;
}
