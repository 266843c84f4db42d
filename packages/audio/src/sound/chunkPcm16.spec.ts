import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { from, lastValueFrom, of, take, toArray } from 'rxjs';
import { AudioError, chunkPcm16, silence } from '../index.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Pcm16 } from '@rx-realtime/pcm';

const values = {
  a: silence({ durationMs: 30 }),
  b: silence({ durationMs: 40 }),
  c: silence({ durationMs: 10 }),
  d: silence({ durationMs: 100 }),
  e: silence({ durationMs: 20 }),
  n: { pcm: new Int16Array(0), sampleRateHz: 24_000 },
  w: silence({ durationMs: 40, sampleRateHz: 16_000 }),
};

describe('chunkPcm16', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => chunkPcm16({ durationMs: 40 }),
    values,
    results: values,
    one: ['-b-', '-b-'],
    many: ['-ac-bn-', '--b-b--'],
  });

  it('cuts blocks of equal length and emits the rest on completion', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--a--a--|', values);
      const expected = '   -----b--b--(c|)';
      expectObservable(source.pipe(chunkPcm16({ durationMs: 40 }))).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe('^----------!');
    });
  });

  it('splits one long block in one tick', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('d----|', values).pipe(chunkPcm16({ durationMs: 40 }))).toBe('(bb)-(e|)', values);
    });
  });

  it('is silent for never, empty and empty blocks', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Pcm16>('-').pipe(chunkPcm16({ durationMs: 40 }))).toBe('-');
      expectObservable(cold<Pcm16>('---|').pipe(chunkPcm16({ durationMs: 40 }))).toBe('---|');
      expectObservable(cold('-n-n|', values).pipe(chunkPcm16({ durationMs: 40 }))).toBe('----|');
    });
  });

  it('passes an error at once, without the rest', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('--a--#', values).pipe(chunkPcm16({ durationMs: 40 }))).toBe('-----#', values);
    });
  });

  it('ends the old rate with a short block', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('-a-w------|', values).pipe(chunkPcm16({ durationMs: 40 }))).toBe(
        '---(aw)---|',
        values,
      );
    });
  });

  it('stops inside a long block when nobody listens any more', () => {
    const got = lastValueFrom(of(values.d).pipe(chunkPcm16({ durationMs: 1 }), take(3), toArray()));
    return expect(got).resolves.toHaveLength(3);
  });

  it('copies nothing where a block lies inside a source block', async () => {
    const blocks = await lastValueFrom(of(values.d).pipe(chunkPcm16({ durationMs: 40 }), toArray()));
    expect(blocks.slice(0, 2).every(({ pcm }) => pcm.buffer === values.d.pcm.buffer)).toBe(true);
    expect(blocks[2]?.pcm.buffer).not.toBe(values.d.pcm.buffer);
  });

  it('never changes a block it has emitted', async () => {
    const ramp = new Int16Array(1_000).map((_, index) => index);
    const parts = [0, 300, 600, 900].map((at) => ({ pcm: ramp.slice(at, at + 300), sampleRateHz: 24_000 }));
    const blocks = await lastValueFrom(from(parts).pipe(chunkPcm16({ durationMs: 10 }), toArray()));
    expect(blocks.flatMap(({ pcm }) => [...pcm])).toEqual([...ramp]);
  });

  it('loses and invents nothing, and only the last block is short', () => {
    fc.assert(
      fc.property(
        fc.array(fc.int16Array({ maxLength: 200 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 300 }),
        (parts, size) => {
          const blocks: Pcm16[] = [];
          from(parts.map((pcm) => ({ pcm, sampleRateHz: 8_000 })))
            .pipe(chunkPcm16({ durationMs: size / 8 }))
            .subscribe((block) => blocks.push(block));
          expect(blocks.flatMap(({ pcm }) => [...pcm])).toEqual(parts.flatMap((pcm) => [...pcm]));
          expect(blocks.slice(0, -1).every(({ pcm }) => pcm.length === size)).toBe(true);
        },
      ),
    );
  });

  it('rounds to whole samples, at least one', async () => {
    const blocks = await lastValueFrom(
      of(silence({ durationMs: 2 })).pipe(chunkPcm16({ durationMs: 0.001 }), toArray()),
    );
    expect(blocks).toHaveLength(48);
    expect(durationMs(values.a)).toBe(30);
  });

  it('fills what is left with silence where whole blocks are wanted', async () => {
    const loud = { pcm: new Int16Array(300).fill(7), sampleRateHz: 8_000 };
    const other = { pcm: new Int16Array(10).fill(7), sampleRateHz: 16_000 };
    const blocks = await lastValueFrom(
      of(loud, other).pipe(chunkPcm16({ durationMs: 20, isPadded: true }), toArray()),
    );
    expect(blocks.map(({ pcm }) => [pcm.length, pcm.filter((sample) => sample === 7).length])).toEqual([
      [160, 160],
      [160, 140],
      [320, 10],
    ]);
    const whole = of(silence({ durationMs: 40 })).pipe(
      chunkPcm16({ durationMs: 20, isPadded: true }),
      toArray(),
    );
    expect(await lastValueFrom(whole)).toHaveLength(2);
  });

  it.each([0, -20, Number.NaN, Number.POSITIVE_INFINITY])('throws for a duration of %p ms', (duration) => {
    expect(() => chunkPcm16({ durationMs: duration })).toThrow(AudioError);
  });

  it('ends the stream for a block without a usable rate', async () => {
    const failing = lastValueFrom(
      of({ pcm: new Int16Array(4), sampleRateHz: 0 }).pipe(chunkPcm16({ durationMs: 20 })),
    );
    await expect(failing).rejects.toMatchObject({ code: 'unsupported_rate', where: 'chunkPcm16' });
  });
});
