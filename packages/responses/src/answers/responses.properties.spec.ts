import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkResponses } from '../../test/properties.ts';
import { shuffled, shuffledSessions } from '../../test/shuffled.ts';
import { simulatedSessions } from '../../test/simulated.ts';

const sessions = simulatedSessions('packages/responses/fixtures');

describe('responses, whatever the network does', () => {
  it('add up to their done payloads when events interleave and repeat', () => {
    expect(() => fc.assert(fc.property(shuffled(false), checkResponses), { numRuns: 2500 })).not.toThrow();
  });

  it('add up to their done payloads when events get lost', () => {
    expect(() => fc.assert(fc.property(shuffled(true), checkResponses), { numRuns: 2500 })).not.toThrow();
  });
});

describe('responses of sessions with the simulator', () => {
  it.each(sessions)('add up to their done payloads: $name', ({ recordings, others }) => {
    const events = [...others, ...recordings.flatMap((recording) => recording.events)];
    checkResponses({ recordings, events, lost: new Set() });
    expect(recordings.length).toBeGreaterThan(1);
  });

  it.each([
    ['interleave and repeat', false],
    ['get lost', true],
  ])('add up to their done payloads when events %s', (_, losses) => {
    const property = fc.property(shuffledSessions(sessions, losses), checkResponses);
    expect(() => fc.assert(property, { numRuns: 2500 })).not.toThrow();
  });
});
