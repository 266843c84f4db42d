/**
 * What a network, a proxy or a late subscription may make of recorded responses: interleaved with each other, their
 * items and channels interleaved as the protocol allows, events repeated and lost. `response.done` always arrives.
 */
import type { ServerEvent } from '@rx-realtime/codecs';
import fc from 'fast-check';
import { record } from './recordings.ts';
import type { Recording, RecordingConfig } from './recordings.ts';
import type { SimulatedSession } from './simulated.ts';

const pieces = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { maxLength: 5 });
const audio = fc.array(fc.constantFrom('AAA=', 'AAABAA==', 'AgADAA=='), { maxLength: 4 });
const part = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), pieces }),
  fc.record({ kind: fc.constant('audio' as const), pieces, audio }),
);
const item = fc.oneof(
  fc.record({ kind: fc.constant('message' as const), parts: fc.array(part, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('function_call' as const), name: fc.constantFrom('f', 'g'), pieces }),
);
const response = fc.record({
  items: fc.array(item, { maxLength: 3 }),
  outOfBand: fc.boolean(),
  status: fc.constantFrom(
    'completed' as const,
    'cancelled' as const,
    'incomplete' as const,
    'failed' as const,
  ),
});

/** Events of one channel keep their order; the kinds of delta within a part, and the items, may interleave. */
const channelOf = (event: ServerEvent): string => {
  switch (event.type) {
    case 'response.output_audio.delta':
    case 'response.output_audio.done':
      return `${event.item_id} ${event.content_index} audio`;
    case 'response.output_audio_transcript.delta':
    case 'response.output_audio_transcript.done':
    case 'response.output_text.delta':
    case 'response.output_text.done':
      return `${event.item_id} ${event.content_index} words`;
    default:
      return '';
  }
};

/** Swaps neighbours where their order is free, as often as `swaps` says. */
const shuffleWithin = (events: readonly ServerEvent[], swaps: readonly number[]): ServerEvent[] => {
  const list = [...events];
  for (const swap of swaps) {
    const i = swap % Math.max(list.length - 1, 1);
    const [a, b] = [list[i], list[i + 1]];
    if (a && b && channelOf(a) !== '' && channelOf(b) !== '' && channelOf(a) !== channelOf(b))
      [list[i], list[i + 1]] = [b, a];
  }
  return list;
};

const interleave = (
  lists: readonly (readonly ServerEvent[])[],
  choices: readonly number[],
): ServerEvent[] => {
  const rest = lists.map((list) => [...list]);
  const merged: ServerEvent[] = [];
  for (let turn = 0; rest.some((list) => list.length > 0); turn++) {
    const open = rest.filter((list) => list.length > 0);
    const event = open[(choices[turn % Math.max(choices.length, 1)] ?? 0) % open.length]?.shift();
    if (event) merged.push(event);
  }
  return merged;
};

export interface Shuffled {
  readonly recordings: readonly Recording[];
  readonly events: readonly ServerEvent[];
  /** `event_id`s that were lost. */
  readonly lost: ReadonlySet<string>;
}

const indexes = fc.array(fc.nat(10_000), { maxLength: 30 });

/** How a conversation is disturbed. */
const disturbance = (losses: boolean) =>
  fc.record({
    swaps: indexes,
    choices: indexes,
    repeats: fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { maxLength: 10 }),
    losses: losses ? indexes : fc.constant([]),
  });

type Disturbance = typeof disturbance extends (losses: boolean) => fc.Arbitrary<infer D> ? D : never;

const disturb = (
  recordings: readonly Recording[],
  others: readonly ServerEvent[],
  { swaps, choices, repeats, losses: gone }: Disturbance,
): Shuffled => {
  const all = interleave([...recordings.map(({ events }) => shuffleWithin(events, swaps)), others], choices);
  const lost = new Set<string>();
  for (const index of gone) {
    const event = all[index % all.length];
    if (event && event.type !== 'response.done' && 'event_id' in event && event.event_id)
      lost.add(event.event_id);
  }
  const events = all.filter((event) => !('event_id' in event) || !lost.has(event.event_id ?? ''));
  for (const [from, distance] of repeats) {
    const index = from % events.length;
    const event = events[index];
    if (event) events.splice(index + 1 + (distance % (events.length - index)), 0, event);
  }
  return { recordings, events, lost };
};

/** Arbitrary conversations of one to three responses; `losses` says whether events may get lost. */
export const shuffled = (losses: boolean): fc.Arbitrary<Shuffled> =>
  fc
    .tuple(fc.array(response, { minLength: 1, maxLength: 3 }), disturbance(losses))
    .map(([responses, how]) => {
      const recordings = responses.map((config, i) =>
        record({ id: `${i}`, ...config } satisfies RecordingConfig),
      );
      return disturb(recordings, [], how);
    });

/** One of the sessions that the simulator has played, disturbed alike. */
export const shuffledSessions = (
  sessions: readonly SimulatedSession[],
  losses: boolean,
): fc.Arbitrary<Shuffled> =>
  fc
    .tuple(fc.constantFrom(...sessions), disturbance(losses))
    .map(([{ recordings, others }, how]) => disturb(recordings, others, how));
