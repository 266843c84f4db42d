// A call as the service sends it, turn by turn: the user speaks, is transcribed, and is answered in sound.
import { noise } from './frames.mjs';

/** One turn of a call: two seconds of question, four seconds of answer, two seconds of nothing. */
export const turnMs = 8_000;

/** 256 ms of sound, and so little that it costs nothing to have. */
export const sounds = { long: noise(12_288).toString('base64'), short: 'AAAA' };
const words = 'It is eleven degrees in Oslo right now, with light rain that should stop before noon.'.split(
  ' ',
);
const answer = words.join(' ');
const question = 'What is the weather like in Oslo?';

const padded = (prefix, n) => `${prefix}_${String(n).padStart(21, 'C9G8pqbTEddBSIxbBN6Os')}`;
let events = 0;
const frame = (type, fields) => JSON.stringify({ type, event_id: padded('event', ++events), ...fields });

const userItem = (id, transcript) => ({
  id,
  type: 'message',
  status: 'completed',
  role: 'user',
  content: [{ type: 'input_audio', transcript }],
});
const assistantItem = (id, status, content) => ({ id, type: 'message', status, role: 'assistant', content });

/** The session that all of it happens in. */
export const sessionFrame = frame('session.created', {
  session: { type: 'realtime', object: 'realtime.session', id: 'sess_1', model: 'gpt-realtime' },
});

/** The frames of turn `n`, from 0; ids differ from turn to turn as they do on the wire. */
export function turnFrames(n, sound) {
  const item_id = padded('item', 2 * n);
  const previous_item_id = n === 0 ? null : padded('item', 2 * n - 1);
  const answerId = padded('item', 2 * n + 1);
  const response = {
    object: 'realtime.response',
    id: padded('resp', n),
    conversation_id: padded('conv', 1),
    output_modalities: ['audio'],
    metadata: null,
  };
  const place = { response_id: response.id, item_id: answerId, output_index: 0, content_index: 0 };
  const inItem = { response_id: response.id, output_index: 0 };
  const begun = assistantItem(answerId, 'in_progress', []);
  const done = assistantItem(answerId, 'completed', [{ type: 'output_audio', transcript: answer }]);
  const tokens = { total_tokens: 1253, input_tokens: 1032, output_tokens: 221 };
  return [
    frame('input_audio_buffer.speech_started', { item_id, audio_start_ms: n * turnMs }),
    frame('input_audio_buffer.speech_stopped', { item_id, audio_end_ms: n * turnMs + 2_000 }),
    frame('input_audio_buffer.committed', { item_id, previous_item_id }),
    frame('conversation.item.added', { previous_item_id, item: userItem(item_id, null) }),
    frame('conversation.item.done', { previous_item_id, item: userItem(item_id, null) }),
    frame('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } }),
    frame('response.output_item.added', { ...inItem, item: begun }),
    frame('conversation.item.added', { previous_item_id: item_id, item: begun }),
    frame('response.content_part.added', { ...place, part: { type: 'audio', transcript: '' } }),
    ...words.flatMap((word, i) => [
      frame('response.output_audio_transcript.delta', { ...place, delta: i === 0 ? word : ` ${word}` }),
      frame('response.output_audio.delta', { ...place, delta: sound }),
    ]),
    frame('conversation.item.input_audio_transcription.completed', {
      item_id,
      content_index: 0,
      transcript: question,
      usage: { type: 'duration', seconds: 2 },
    }),
    frame('response.output_audio.done', place),
    frame('response.output_audio_transcript.done', { ...place, transcript: answer }),
    frame('response.content_part.done', { ...place, part: { type: 'audio', transcript: answer } }),
    frame('conversation.item.done', { previous_item_id: item_id, item: done }),
    frame('response.output_item.done', { ...inItem, item: done }),
    frame('response.done', { response: { ...response, status: 'completed', output: [done], usage: tokens } }),
    frame('rate_limits.updated', {
      rate_limits: [{ name: 'tokens', limit: 400_000, remaining: 398_747, reset_seconds: 0.188 }],
    }),
  ];
}
