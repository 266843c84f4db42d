import { decodeServerEvent } from '@rx-realtime/codecs';
import type { ServerEvent } from '@rx-realtime/codecs';

const decoded = (event: object): ServerEvent => {
  const result = decodeServerEvent({ event_id: 'event_1', ...event });
  if (result._tag === 'Left') throw new Error(result.left.message);
  return result.right;
};
const message = (id: string) => ({ type: 'message', role: 'user', id, content: [] });
const delta = { type: 'response.output_text.delta', output_index: 0, content_index: 0, delta: 'x' };

/** Every place in which an event names an item or a response. */
export const namedEvents: Record<string, ServerEvent> = {
  a: decoded({ type: 'conversation.item.added', item: message('item_1') }),
  b: decoded({ type: 'conversation.item.added', item: message('item_2') }),
  c: decoded({ type: 'input_audio_buffer.speech_started', item_id: 'item_1', audio_start_ms: 0 }),
  d: decoded({ ...delta, response_id: 'resp_1', item_id: 'item_1' }),
  e: decoded({ ...delta, response_id: 'resp_2', item_id: 'item_3' }),
  f: decoded({ type: 'response.created', response: { id: 'resp_1', object: 'realtime.response' } }),
  g: decoded({ type: 'response.done', response: { id: 'resp_2', object: 'realtime.response' } }),
  h: decoded({ type: 'input_audio_buffer.cleared' }),
  // An unknown event is passed over even if it names one: what it means is not known.
  u: decoded({ type: 'a.new.event', item_id: 'item_1', response_id: 'resp_1' }),
};
