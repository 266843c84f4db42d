import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { call, mcpCall, say, wait } from '../src/script/reply.ts';
import type { Responder } from '../src/script/responder.ts';
import type { Fault } from '../src/faults/fault.ts';
import { webrtcDetector } from '../src/ears/webrtcDetector.ts';
import { append, detect, respond, speech, update } from './support/converse.ts';
import { framesOf } from './support/framesOf.ts';
import type { FramesConfig } from './support/framesOf.ts';
import { randomSteps } from './support/randomSteps.ts';
import type { Act } from './support/randomSteps.ts';

/** What the simulator sent before it was made faster, as digests: the same seed must give the same frames ever after. */
const stored = JSON.parse(
  readFileSync(new URL('../fixtures/frames.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, string>>;

const at = (atMs: number, ...events: readonly object[]): Act => ({ atMs, events: () => events });

/** Sound at the pace of speech, as blocks of this many milliseconds. */
const sounds = (fromMs: number, pcm: Int16Array, blockMs = 40): readonly Act[] =>
  Array.from({ length: Math.ceil(pcm.length / 24 / blockMs) }, (_, block) =>
    at(fromMs + block * blockMs, append(pcm.subarray(block * blockMs * 24, (block + 1) * blockMs * 24))),
  );

const joined = (...parts: readonly (Int16Array | number)[]): Int16Array => {
  const samples = parts.flatMap((part) => [...(typeof part === 'number' ? new Int16Array(part * 24) : part)]);
  return Int16Array.from(samples);
};

/** A hum that is no speech and no silence. */
const hum = (ms: number): Int16Array =>
  Int16Array.from({ length: ms * 24 }, (_, index) => Math.round(60 * Math.sin(index / 7)));

const story =
  'Once upon a time there was a robot that wanted to sing, and it sang all day and all night long.';
const dialogue = joined(
  500,
  speech('Tell me a story.'),
  3_000,
  speech('Stop!'),
  2_000,
  speech('Thanks.'),
  9_000,
);

const busy: Responder = ({ index }) => {
  switch (index % 4) {
    case 0:
      return [say('One moment, please.'), call('get_time', { city: 'Oslo' })];
    case 1:
      return [wait(700), say(story)];
    case 2:
      return [call('get_time'), call('get_date'), say('')];
    default:
      return [say('Yes.')];
  }
};

const faults: readonly Fault[] = [
  { at: { event: 'response.output_audio.delta', repeat: true, probability: 0.2 }, do: 'duplicate' },
  { at: { event: 'response.output_audio_transcript.delta', repeat: true, probability: 0.1 }, do: 'lose' },
  { at: { event: 'conversation.item.added', count: 2 }, do: 'reorder' },
  { at: { from: 'client', event: 'input_audio_buffer.append', count: 30 }, do: 'lose' },
  { at: { timeMs: 4_000 }, do: 'stall', direction: 'down', forMs: 900 },
  { at: { timeMs: 7_000 }, do: 'unknownEvent' },
  { at: { count: 3 }, do: 'failResponse' },
  { at: { timeMs: 9_000 }, do: 'dribble', bytes: 1, everyMs: 5 },
  { at: { timeMs: 11_000 }, do: 'slowUplink', bytesPerSecond: 40_000 },
  { at: { timeMs: 15_000 }, do: 'close', code: 1013, reason: 'try again' },
];

const transcription = { model: 'gpt-4o-mini-transcribe' };
const texts = (count: number): readonly Act[] =>
  Array.from({ length: count }, (_, index) =>
    at(100 + index * 20, {
      type: 'conversation.item.create',
      item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: `Item ${index}` }] },
    }),
  );

const scenarios: Readonly<Record<string, readonly [readonly Act[], FramesConfig?]>> = {
  'text items': [[...texts(40), at(2_000, respond({ output_modalities: ['text'] }))]],
  'a spoken dialogue with an interruption': [
    [at(10, update({ audio: { input: { transcription } } })), ...sounds(20, dialogue)],
    { responder: busy, timing: { audioSpeed: 1 } },
  ],
  'a dialogue in appends of another size': [sounds(20, dialogue, 25), { responder: busy }],
  'silence, a hum, silence, speech': [
    sounds(
      20,
      joined(3_000, hum(2_000), 8_000, speech('Hello there.'), 200, speech('You.'), 15, hum(30), 6_000),
    ),
  ],
  'one append with everything': [[at(10, append(dialogue))]],
  'semantic detection': [[at(10, detect({ type: 'semantic_vad' })), ...sounds(20, dialogue)]],
  'an idle user': [
    [
      at(10, detect({ type: 'server_vad', idle_timeout_ms: 5_000 })),
      at(20, respond()),
      ...sounds(30, new Int16Array(24 * 12_000)),
    ],
  ],
  'G.711': [
    [
      at(
        10,
        update({
          audio: { input: { format: { type: 'audio/pcmu' } }, output: { format: { type: 'audio/pcma' } } },
        }),
      ),
      ...sounds(20, dialogue),
    ],
  ],
  transcription: [
    [
      at(5, {
        type: 'session.update',
        session: { type: 'transcription', audio: { input: { transcription, turn_detection: null } } },
      }),
      ...sounds(20, dialogue),
      at(14_000, { type: 'input_audio_buffer.commit' }),
    ],
    { url: 'ws://simulator/v1/realtime?intent=transcription' },
  ],
  translation: [
    sounds(20, dialogue).map(({ atMs, events }) => ({
      atMs,
      events: (known) =>
        events(known).map((event) => ({ ...event, type: 'session.input_audio_buffer.append' })),
    })),
    { url: 'ws://simulator/v1/realtime/translations?model=gpt-realtime-translate' },
  ],
  'MCP and calls': [
    [
      at(
        10,
        update({
          tools: [
            {
              type: 'mcp',
              server_label: 'shop',
              server_url: 'https://shop.example',
              require_approval: 'never',
            },
          ],
        }),
      ),
      at(500, respond()),
      at(4_000, respond()),
    ],
    {
      responder: ({ index }) =>
        index === 0 ? [mcpCall('shop', 'find', { what: 'tea' }), say('Found.')] : [say(story)],
      mcp: { shop: { tools: [{ name: 'find' }], call: () => ['tea'] } },
    },
  ],
  faults: [[at(10, respond()), ...sounds(20, dialogue)], { faults, seed: 7, responder: busy }],
};

const digestOf = (frames: readonly string[]): string =>
  createHash('sha256').update(frames.join('\n')).digest('hex');

describe('the frames of a seed are those they always were', () => {
  it.each(Object.entries(scenarios))('%s', (name, [acts, config]) => {
    const frames = framesOf(acts, config);
    expect(frames.length).toBeGreaterThan(5);
    expect(digestOf(frames)).toBe(stored[name]);
  });

  it('a spoken dialogue, heard by the detector of WebRTC', async () => {
    const detector = await webrtcDetector();
    const frames = framesOf(sounds(20, joined(4_000, dialogue, 5_000)), { detector, responder: busy });
    expect(digestOf(frames)).toBe(stored['webrtc']);
  });

  it('forty sessions of random clients', () => {
    const frames = Array.from({ length: 40 }, (_, seed) =>
      framesOf(randomSteps(seed, 60), { seed, responder: busy, lastingMs: 120_000 }),
    ).flat();
    expect(frames.length).toBeGreaterThan(10_000);
    expect(digestOf(frames)).toBe(stored['random']);
  });
});
