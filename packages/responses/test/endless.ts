/** Deltas that never come to a `done`: what a stuck or hostile server sends. */
import type { ServerEvent } from '@rx-realtime/codecs';

/** Each with an id of its own, and a text of its own, so that nothing is shared. */
const word = (n: number): string => ` w${(n * 7919) % 1_000_003}`;

const at = (n: number) => ({
  event_id: `event_${n}`,
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
});

/** Kinds of endlessness, each a function from the number of an event to the event. */
export const endless = {
  text: (n) => ({ type: 'response.output_text.delta', ...at(n), delta: word(n) }),
  characters: (n) => ({
    type: 'response.output_text.delta',
    ...at(n),
    delta: String.fromCharCode(97 + (n % 26)),
  }),
  transcript: (n) => ({ type: 'response.output_audio_transcript.delta', ...at(n), delta: word(n) }),
  sound: (n) => ({ type: 'response.output_audio.delta', ...at(n), delta: `${n}`.padStart(400, 'A') }),
  arguments: (n) => ({
    type: 'response.function_call_arguments.delta',
    ...at(n),
    call_id: 'call_1',
    delta: word(n),
  }),
  'responses of 100 deltas': (n) => ({
    type: 'response.output_text.delta',
    ...at(n),
    response_id: `resp_${Math.floor(n / 100)}`,
    delta: word(n),
  }),
  'an item for each delta': (n) => ({
    type: 'response.output_text.delta',
    ...at(n),
    item_id: `item_${n}`,
    delta: word(n),
  }),
  'input transcription': (n) => ({
    type: 'conversation.item.input_audio_transcription.delta',
    event_id: `event_${n}`,
    item_id: 'item_1',
    content_index: 0,
    delta: word(n),
  }),
} satisfies Record<string, (n: number) => ServerEvent>;
