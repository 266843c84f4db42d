import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { say } from '@rx-realtime/simulator';
import { interval } from 'rxjs';
import { blockMs, blocks, rotating } from '../test/rotating.ts';

const rotations = Number(process.env['ROTATIONS'] ?? 40);
const sessionMs = 20_000;
const questionMs = 7_000;

it(`is the same after ${rotations} rotations: every block and every item once, in order, and no timer is left`, () => {
  let newest = '';
  const { time, socket, heard, restored, types, gapsMs, outcomes, speak, ask } = rotating({
    session: { output_modalities: ['text'] },
    replay: { maxItems: 8 },
    simulator: {
      timing: { sessionMs },
      responder: ({ transcript }) => {
        newest = transcript;
        return [say(`Yes to ${transcript}`)];
      },
    },
  });
  const answers: number[] = [];
  const pending = new Set<number>();
  const count = (rotations * sessionMs) / blockMs;
  speak(count);
  const asking = interval(questionMs, time).subscribe((index) => ask(String(index)));
  socket.restored$.subscribe(() => pending.add(time.pending));
  let wanted = 1;
  while (restored.length < rotations) {
    time.advanceTo(wanted * sessionMs);
    wanted += 1;
    answers.push(Number(newest));
  }
  asking.unsubscribe();
  const lengths = restored.map(({ handover }) => (handover?.prefixMs ?? NaN) / blockMs);
  const all = heard.flatMap((ofSession, index) => ofSession.slice(index === 0 ? 0 : lengths[index - 1]));
  expect(all).toEqual(blocks(0, all.length));
  expect(restored.every(({ handover }) => handover?.isQuiet === true && handover.gapMs === 0)).toBe(true);
  expect(gapsMs).toEqual([]);
  expect(types.filter((type) => type === 'connection.lost' || type === 'error')).toEqual([]);
  expect(types.filter((type) => type === 'response.done')).toHaveLength(Number(newest) + 1);
  expect(answers).toEqual([...answers].sort((one, other) => one - other));
  expect(pending.size).toBeLessThan(5);
  socket.complete();
  time.advanceTo(wanted * sessionMs + 5_000);
  expect(outcomes).toEqual(['complete']);
}, 1_200_000);

/** Whether blocks follow each other without a hole. */
const isWhole = (heard: readonly number[]): boolean =>
  heard.every((block, index) => index === 0 || block === (heard[index - 1] ?? NaN) + 1);

it('leaves no hole in the sound, whenever somebody speaks and whenever it rotates', () => {
  const spoken = fc.record({ atMs: fc.nat(18_000), lastingMs: fc.integer({ min: 100, max: 4_000 }) });
  const plan = fc.record({
    spoken: fc.array(spoken, { maxLength: 3 }),
    rotateAtMs: fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 4 }),
    marginMs: fc.constantFrom(100, 500, 2_000, 60_000),
    inputs: fc.constantFrom({}, { audio: { input: { transcription: { model: 'whisper-1' } } } }),
  });
  fc.assert(
    fc.property(plan, ({ spoken: turns, rotateAtMs, marginMs, inputs }) => {
      const { time, socket, heard, gapsMs, types, speak, restored } = rotating({
        session: { output_modalities: ['text'], ...inputs },
        rotation: { marginMs, minRotationGapMs: 0 },
        simulator: { responder: () => [say('Yes.')], timing: { sessionMs: 3_600_000 } },
      });
      const count = 20_000 / blockMs;
      speak(count, (block) =>
        turns.some(({ atMs, lastingMs }) => block * blockMs >= atMs && block * blockMs < atMs + lastingMs),
      );
      for (const ms of rotateAtMs) time.schedule(() => socket.rotate(), ms);
      time.advanceTo(90_000);
      expect(heard.filter(isWhole)).toHaveLength(heard.length);
      expect([...new Set(heard.flat())].sort((one, other) => one - other)).toEqual(blocks(0, count));
      // Each session goes on where the others are, or before that.
      heard.forEach(([first = 0], index) => {
        expect(first).toBeLessThanOrEqual(Math.max(-1, ...heard.slice(0, index).flat()) + 1);
      });
      expect(restored.length).toBe(heard.length - 1);
      expect(gapsMs).toEqual([]);
      expect(types).not.toContain('error');
      socket.complete();
      time.advanceTo(92_000);
      expect(time.pending).toBe(0);
    }),
    { numRuns: Number(process.env['SCHEDULES'] ?? 15) },
  );
}, 1_200_000);
