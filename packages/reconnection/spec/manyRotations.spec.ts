import { expect, it } from '@jest/globals';
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
}, 600_000);
