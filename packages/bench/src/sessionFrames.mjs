// A session as the service sends it, frame by frame, for the benches that have a server.
import { audioDelta, noise, responseDone, transcriptDelta } from './frames.mjs';

/** Characters of base64 in one audio delta: 256 ms of sound. */
const deltaCharacters = 16 * 1024;

/** How long one audio delta sounds, in milliseconds. */
export const deltaMs = ((deltaCharacters / 4) * 3) / 48;

/** How many audio deltas one answer has: four seconds of speech. */
export const deltasInTurn = 16;

const { response } = JSON.parse(responseDone);
const [{ id: itemId, content, ...message }] = response.output;
const [part] = content;
const place = { response_id: response.id, item_id: itemId, output_index: 0, content_index: 0 };
const begun = { ...message, id: itemId, status: 'in_progress', content: [] };
const done = { ...begun, status: 'completed', content };
const emptyPart = { ...part, transcript: '' };

let frames = 0;
const frame = (type, fields) =>
  JSON.stringify({ type, event_id: `event_bench${String(++frames).padStart(14, '0')}`, ...fields });

export const sessionCreated = frame('session.created', {
  session: {
    type: 'realtime',
    object: 'realtime.session',
    id: 'sess_bench0000000000001',
    model: 'gpt-realtime',
    output_modalities: ['audio'],
    instructions: 'Be brief.',
    tools: [],
    tool_choice: 'auto',
    audio: {
      input: { format: { type: 'audio/pcm', rate: 24_000 } },
      output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'marin', speed: 1 },
    },
  },
});

/** What stands before the first delta of an answer. */
export const opening = [
  frame('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } }),
  frame('response.output_item.added', { response_id: response.id, output_index: 0, item: begun }),
  frame('conversation.item.added', { previous_item_id: null, item: begun }),
  frame('response.content_part.added', { ...place, part: emptyPart }),
];

/** One audio delta and one transcript delta. */
export const speech = [audioDelta(deltaCharacters), transcriptDelta];

/** What stands after the last delta. */
export const closing = [
  frame('response.output_audio.done', place),
  frame('response.output_audio_transcript.done', { ...place, transcript: part.transcript }),
  frame('response.content_part.done', { ...place, part }),
  frame('conversation.item.done', { previous_item_id: null, item: done }),
  frame('response.output_item.done', { response_id: response.id, output_index: 0, item: done }),
  responseDone,
  frame('rate_limits.updated', {
    rate_limits: [
      { name: 'requests', limit: 5000, remaining: 4999, reset_seconds: 0.012 },
      { name: 'tokens', limit: 400_000, remaining: 398_747, reset_seconds: 0.188 },
    ],
  }),
];

const turn = [...opening, ...Array.from({ length: deltasInTurn }, () => speech).flat(), ...closing];

/** What a flood is made of, over and over. */
export const workloads = {
  'session mix': turn,
  '16 KB audio': [speech[0]],
  'transcript only': [transcriptDelta],
};

/** They frame what is measured; a session without input audio has neither. */
export const marks = {
  begin: frame('input_audio_buffer.committed', { item_id: itemId, previous_item_id: null }),
  end: frame('input_audio_buffer.cleared', {}),
};

/** A hundred milliseconds of input sound. */
export const microphone = new Int16Array(noise(4800).buffer, 0, 2400);
