/** A part of an event that did not decode and was left out of it. */
export interface UnreadPart {
  /** Where it was: field names and positions joined by dots, such as `response.usage`; keys of free maps are written `*`. */
  readonly path: string;
  /** What was there, as it came. */
  readonly value: unknown;
}

/** Under this symbol an event holds the parts that were left out of it, where there are any. See {@link unreadOf}. */
export const unread: unique symbol = /*#__PURE__*/ Symbol('unread');

/**
 * The parts of a decoded event that were left out of it because they did not decode, as they came.
 *
 * One odd field does not cost the event: only its type, the ids that correlate it and the payload that it exists to
 * carry (`delta`, `item`, `response`) can do that.
 *
 * @param event a decoded event
 * @returns the parts, in the order of the codec's fields; empty for nearly every event
 * @example
 * import { decodeServerEvent, unreadOf } from '@rx-realtime/codecs';
 *
 * const result = decodeServerEvent({
 *   type: 'input_audio_buffer.speech_started',
 *   event_id: 'event_1',
 *   item_id: 'item_1',
 *   audio_start_ms: 'soon',
 * });
 * if (result._tag === 'Right') console.log(result.right.type, unreadOf(result.right));
 * // prints: input_audio_buffer.speech_started [ { path: 'audio_start_ms', value: 'soon' } ]
 */
export function unreadOf(event: object): readonly UnreadPart[] {
  return (event as { readonly [unread]?: readonly UnreadPart[] })[unread] ?? [];
}
