// Frames as the service sends them, for the benches.
import { Buffer } from 'node:buffer';

const id = (prefix, n) => `${prefix}_${String(n).padStart(21, 'C9G8pqbTEddBSIxbBN6Os')}`;
const place = {
  response_id: id('resp', 1),
  item_id: id('item', 2),
  output_index: 0,
  content_index: 0,
};

/** Bytes that look like sound: no two chunks alike, nothing that compresses. */
export function noise(bytes) {
  const buffer = Buffer.alloc(bytes);
  let state = 1;
  for (let i = 0; i < bytes; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    buffer[i] = state >>> 16;
  }
  return buffer;
}

/** An audio delta of about so many characters. */
export const audioDelta = (characters) =>
  JSON.stringify({
    type: 'response.output_audio.delta',
    event_id: id('event', 3),
    ...place,
    delta: noise(Math.floor(characters / 4) * 3).toString('base64'),
  });

export const transcriptDelta = JSON.stringify({
  type: 'response.output_audio_transcript.delta',
  event_id: id('event', 4),
  ...place,
  delta: ' weather',
  obfuscation: 'aLxx0jTEciOGe',
});

const transcript =
  'It is eleven degrees in Oslo right now, with light rain that should stop before noon. Tomorrow looks much better: ' +
  'mostly sunny, up to sixteen degrees, and hardly any wind. Shall I remind you to bring an umbrella this morning?';

export const responseDone = JSON.stringify({
  type: 'response.done',
  event_id: id('event', 5),
  response: {
    object: 'realtime.response',
    id: place.response_id,
    status: 'completed',
    status_details: null,
    output: [
      {
        id: place.item_id,
        type: 'message',
        status: 'completed',
        role: 'assistant',
        phase: 'final_answer',
        content: [{ type: 'output_audio', transcript }],
      },
    ],
    conversation_id: id('conv', 6),
    output_modalities: ['audio'],
    max_output_tokens: 'inf',
    audio: { output: { format: { type: 'audio/pcm', rate: 24_000 }, voice: 'marin' } },
    usage: {
      total_tokens: 1253,
      input_tokens: 1032,
      output_tokens: 221,
      input_token_details: {
        text_tokens: 719,
        audio_tokens: 313,
        image_tokens: 0,
        cached_tokens: 640,
        cached_tokens_details: { text_tokens: 448, audio_tokens: 192, image_tokens: 0 },
      },
      output_token_details: { text_tokens: 52, audio_tokens: 169 },
    },
    metadata: null,
  },
});

/** About 4 kB: the final text of a long answer. */
export const textDone = JSON.stringify({
  type: 'response.output_text.done',
  event_id: id('event', 7),
  ...place,
  text: transcript.repeat(18),
});
