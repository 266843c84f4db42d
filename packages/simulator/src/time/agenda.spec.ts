import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAgenda } from './agenda.ts';
import type { Due } from './agenda.ts';

it('gives what is due in order, whatever was added and removed in between', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ atMs: fc.nat(9), removes: fc.option(fc.nat(30)) }), { maxLength: 60 }),
      (steps) => {
        const agenda = createAgenda<Due>();
        const added: Due[] = [];
        let kept: Due[] = [];
        steps.forEach(({ atMs, removes }, order) => {
          const thing = { atMs, order, place: -1 };
          agenda.add(thing);
          added.push(thing);
          kept.push(thing);
          const gone = removes === null ? undefined : added[removes];
          if (gone === undefined) return;
          agenda.remove(gone);
          kept = kept.filter((other) => other !== gone);
        });
        expect(agenda.size()).toBe(kept.length);
        const given: Due[] = [];
        for (let next = agenda.first(); next; next = agenda.first()) {
          given.push(next);
          agenda.remove(next);
        }
        expect(given).toEqual([...kept].sort((a, b) => a.atMs - b.atMs || a.order - b.order));
        expect(agenda.size()).toBe(0);
      },
    ),
  );
});
