// Writing sound, on compiled code: node packages/bench/src/run.mjs encode (build first).
// P4: 100 ms of samples to the text of `input_audio_buffer.append`, against JSON.stringify of the same event.
import * as codecs from '@rx-realtime/codecs';
import { otherFolder } from './builds.mjs';
import { noise } from './frames.mjs';
import { compare, ofBuilds, section } from './harness.mjs';

const type = 'input_audio_buffer.append';
const ours = 'inputAudioBufferAppend and encodeClientEvent';

const base64Of = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

for (const durationMs of [20, 100, 1000]) {
  const bytes = noise(durationMs * 48);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const audio = base64Of(bytes);
  const eventId = codecs.randomId('event_');
  const byHand = {
    'Buffer and JSON.stringify': () => JSON.stringify({ type, event_id: eventId, audio: base64Of(bytes) }),
    'base64 alone': () => base64Of(bytes),
  };
  const turns = await compare(
    {
      'JSON.stringify': () => JSON.stringify({ type, event_id: eventId, audio }),
      ...(otherFolder === undefined && byHand),
      ...(await ofBuilds(
        ({ encodeClientEvent, inputAudioBufferAppend }) => ({
          [ours]: () => encodeClientEvent(inputAudioBufferAppend(pcm)),
        }),
        codecs,
        '@rx-realtime/codecs',
      )),
    },
    Math.floor(500_000 / durationMs),
    64,
  );
  const goals = durationMs === 100 ? [{ of: ours, name: 'P4', limit: 0.15 }] : [];
  section(`${type}, ${durationMs} ms`, turns, goals);
}
