// Writing sound, on compiled code: node packages/bench/src/run.mjs encode (build first).
// P4: 100 ms of samples to the text of `input_audio_buffer.append`, against JSON.stringify of the same event.
import { base64FromPcm16, encodeClientEvent, inputAudioBufferAppend, randomId } from '@rx-realtime/codecs';
import { noise } from './frames.mjs';
import { compare, print, target } from './harness.mjs';

const type = 'input_audio_buffer.append';

for (const durationMs of [20, 100, 1000]) {
  const bytes = noise(durationMs * 48);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const audio = base64FromPcm16(pcm);
  const eventId = randomId('event_');
  const results = compare(
    {
      'JSON.stringify': () => JSON.stringify({ type, event_id: eventId, audio }),
      'Buffer and JSON.stringify': () =>
        JSON.stringify({ type, event_id: eventId, audio: Buffer.from(bytes).toString('base64') }),
      'inputAudioBufferAppend and encodeClientEvent': () => encodeClientEvent(inputAudioBufferAppend(pcm)),
      'of it base64FromPcm16': () => base64FromPcm16(pcm),
    },
    Math.floor(500_000 / durationMs),
  );
  print(`${type}, ${durationMs} ms`, results);
  if (durationMs === 100) target('P4', results['inputAudioBufferAppend and encodeClientEvent'].ratio, 0.15);
}
