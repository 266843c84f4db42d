// Reading frames, on compiled code: node packages/bench/src/run.mjs decode (build first).
// P1: an audio delta, from text to a validated event and its samples. P2: any other event, validated.
// Beside them: JSON.parse alone (the base), with PCM by Buffer and no validation, agents-realtime's own parser as it is
// wired (twice for each frame), and one io-ts union of all events with a member for unknown ones.
import * as codecs from '@rx-realtime/codecs';
import * as t from 'io-ts';
import { otherFolder } from './builds.mjs';
import { audioDelta, responseDone, textDone, transcriptDelta } from './frames.mjs';
import { compare, ofBuilds, section } from './harness.mjs';

// Not exported by the package; this is the file that its transport imports.
const { parseRealtimeEvent } =
  await import('../node_modules/@openai/agents-realtime/dist/openaiRealtimeEvents.mjs');

const union = t.union([...Object.values(codecs.serverEventCodecs), t.type({ type: t.string })]);

const agents = (frame) => () => {
  const message = { data: frame };
  parseRealtimeEvent(message);
  return structuredClone(parseRealtimeEvent(message).data);
};

/** How often a frame is read in a turn: all turns take alike. */
const repeat = (frame, characters) => Math.max(20, Math.floor(characters / (frame.length + 800)));

/** With these many, a turn holds several small collections, and what the one before it left in the caches counts little. */
const textTurn = 50_000_000;

/**
 * Sound has shorter ones. One frame read over and over leaves nothing for the small collections, which would free the
 * samples: longer turns measure large collections that a socket, with a new text for each frame, does not bring on.
 */
const soundTurn = 25_000_000;

function samples(frame) {
  const bytes = Buffer.from(JSON.parse(frame).delta, 'base64');
  return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
}

/** Ours, of each build. */
const ours = (make) => ofBuilds(make, codecs, '@rx-realtime/codecs');
/** What is compared with ours; left out where two builds of ours are compared. */
const others = (works) => (otherFolder === undefined ? works : {});

for (const [name, characters, limit] of [
  ['4 KB', 4 * 1024, 0.9],
  ['16 KB', 16 * 1024, 0.55],
  ['64 KB', 64 * 1024, 0.4],
]) {
  const frame = audioDelta(characters);
  const turns = await compare(
    {
      'JSON.parse': () => JSON.parse(frame),
      ...others({ 'JSON.parse and Buffer.from': () => samples(frame) }),
      ...(await ours(({ decodeFrame, pcm16FromDelta }) => ({
        decodeFrame: () => decodeFrame(frame),
        'decodeFrame and pcm16FromDelta': () => pcm16FromDelta(decodeFrame(frame).right),
      }))),
      ...others({
        'agents-realtime, no samples': agents(frame),
        'io-ts union of all events, no samples': () => union.decode(JSON.parse(frame)),
      }),
    },
    repeat(frame, soundTurn),
  );
  section(`audio delta, ${name}`, turns, [{ of: 'decodeFrame and pcm16FromDelta', name: 'P1', limit }]);
}

for (const [name, frame, limit] of [
  ['transcript delta', transcriptDelta, 1.25],
  ['response.done', responseDone, 1.1],
  ['text done', textDone, 1.05],
]) {
  const turns = await compare(
    {
      'JSON.parse': () => JSON.parse(frame),
      ...(await ours(({ decodeFrame }) => ({ decodeFrame: () => decodeFrame(frame) }))),
      ...others({
        'agents-realtime': agents(frame),
        'io-ts union of all events': () => union.decode(JSON.parse(frame)),
      }),
    },
    repeat(frame, textTurn),
  );
  section(`${name}, ${frame.length} characters`, turns, [{ of: 'decodeFrame', name: 'P2', limit }]);
}
