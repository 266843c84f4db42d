import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fifo } from './Fifo.ts';

describe('Fifo', () => {
  it('does what an array does', () => {
    const step = fc.oneof(fc.nat(99), fc.constant('shift' as const), fc.record({ remove: fc.nat(9) }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const fifo = new Fifo<number>();
        let model: number[] = [];
        for (const current of steps) {
          const is = (item: number) => typeof current === 'object' && item % 10 === current.remove;
          const taken = current === 'shift' ? [fifo.shift()] : fifo.remove(is);
          expect(taken).toEqual(current === 'shift' ? [model.shift()] : model.filter(is));
          model = model.filter((item) => !is(item));
          if (typeof current === 'number') {
            fifo.push(current);
            model.push(current);
          }
          expect(fifo.first).toBe(model[0]);
          expect(fifo.size).toBe(model.length);
        }
      }),
    );
  });

  it('keeps nothing of what was taken', () => {
    const fifo = new Fifo<undefined | string>();
    fifo.push(undefined);
    expect(fifo.size).toBe(1);
    expect(fifo.shift()).toBeUndefined();
    expect(fifo.size).toBe(0);
    expect(fifo.shift()).toBeUndefined();
    expect(fifo.size).toBe(0);
  });
});
