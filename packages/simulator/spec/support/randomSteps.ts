import { derivedSeed, seededRandom } from '../../src/scope/random.ts';
import type { Random } from '../../src/scope/random.ts';
import { append, speech } from './converse.ts';

/** What a client knows when it acts: the ids of what the server told it of. */
export interface Known {
  readonly items: readonly string[];
  readonly spoken: readonly string[];
  readonly calls: readonly string[];
}

/** Something a client does, and when. */
export interface Act {
  readonly atMs: number;
  readonly events: (known: Known) => readonly object[];
}

const sentences = ['Good morning to you.', 'What time is it?', 'Stop.', 'And then what happened'];

const pick = <T>(random: Random, values: readonly T[]): T | undefined =>
  values[Math.floor(random() * values.length)];

/** Blocks of 40 ms, at the pace of speech. */
const spoken = (atMs: number, pcm: Int16Array): readonly Act[] =>
  Array.from({ length: Math.ceil(pcm.length / 960) }, (_, block) => {
    const event = append(pcm.subarray(block * 960, (block + 1) * 960));
    return { atMs: atMs + block * 40, events: () => [event] };
  });

const written = (random: Random): object => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text: pick(random, sentences) }],
});

/** One thing of all that a client may do, sensible or not. */
const act = (random: Random, atMs: number, index: number): readonly Act[] => {
  const one = (events: Act['events']): readonly Act[] => [{ atMs, events }];
  const of = (ids: readonly string[]): string => pick(random, ids) ?? 'item_nobody';
  switch (Math.floor(random() * 14)) {
    case 0:
    case 1:
      return one(() => [{ type: 'conversation.item.create', item: written(random) }]);
    case 2:
      return one(({ items }) => [
        { type: 'conversation.item.create', previous_item_id: of(items), item: written(random) },
      ]);
    case 3:
    case 4:
      return one(() => [{ type: 'response.create', event_id: `event_${index}` }]);
    case 5:
      return one(() => [{ type: 'response.create', response: { conversation: 'none' } }]);
    case 6:
      return one(() => [{ type: 'response.cancel' }]);
    case 7:
      return one(({ items }) => [{ type: 'conversation.item.delete', item_id: of(items) }]);
    case 8:
      return one((known) => [
        {
          type: 'conversation.item.truncate',
          item_id: of(known.spoken),
          content_index: 0,
          audio_end_ms: Math.floor(random() * 400),
        },
      ]);
    case 9:
      return one(({ items }) => [{ type: 'conversation.item.retrieve', item_id: of(items) }]);
    case 10:
      return one(({ calls }) => [
        {
          type: 'conversation.item.create',
          item: { type: 'function_call_output', call_id: of(calls), output: '"noon"' },
        },
      ]);
    case 11:
      return one(() => [
        { type: 'session.update', session: { type: 'realtime', instructions: `Number ${index}.` } },
      ]);
    case 12:
      return one(() => [{ type: pick(random, ['input_audio_buffer.commit', 'input_audio_buffer.clear']) }]);
    default: {
      const pcm = speech(pick(random, sentences) ?? '');
      const silence = new Int16Array(24 * Math.floor(300 + random() * 900));
      const both = new Int16Array(pcm.length + silence.length);
      both.set(pcm);
      return [...spoken(atMs, both)];
    }
  }
};

/** What a client does in a session, in order; the same for the same seed. */
export const randomSteps = (seed: number, count: number): readonly Act[] => {
  const random = seededRandom(derivedSeed(seed, 1));
  let atMs = 50;
  return Array.from({ length: count }, (_, index) => {
    // Often at once, sometimes after seconds.
    atMs += Math.floor(random() * random() * random() * 4_000);
    return act(random, atMs, index);
  })
    .flat()
    .sort((left, right) => left.atMs - right.atMs);
};
