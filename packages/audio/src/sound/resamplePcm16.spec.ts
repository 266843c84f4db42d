import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { lastValueFrom, NEVER, of, Subject, throwError, toArray } from 'rxjs';
import { AudioError, resamplePcm16, silence, tone } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const block = (samples: number, sampleRateHz: number): Pcm16 => ({
  pcm: new Int16Array(samples),
  sampleRateHz,
});

describe('resamplePcm16', () => {
  itHasALifeCycle<Pcm16>({
    operator: () => resamplePcm16({ toHz: 24_000 }),
    values: { b: block(432, 24_000), c: block(480, 24_000) },
    results: { b: block(432, 24_000), c: block(480, 24_000) },
    one: ['-b-', '-b-'],
    many: ['-bc-b-', '-bc-b-'],
  });

  const values = {
    a: block(960, 48_000),
    b: block(432, 24_000),
    c: block(480, 24_000),
    t: block(48, 24_000),
  };

  it('emits what can be computed, and the tail on completion', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('  --a--a--a--|', values);
      const expected = '     --b--c--c--(t|)';
      expectObservable(source.pipe(resamplePcm16({ toHz: 24_000 }))).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe('^----------!');
    });
  });

  it('is silent for never and empty', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Pcm16>('-').pipe(resamplePcm16({ toHz: 24_000 }))).toBe('-');
      expectObservable(cold<Pcm16>('---|').pipe(resamplePcm16({ toHz: 24_000 }))).toBe('---|');
      expectObservable(cold<Pcm16>('---#').pipe(resamplePcm16({ toHz: 24_000 }))).toBe('---#');
    });
  });

  it('passes an error at once, without the tail', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('--a--#', values).pipe(resamplePcm16({ toHz: 24_000 }))).toBe('--b--#', values);
    });
  });

  it('frees the source on unsubscription and starts afresh on the next subscription', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('--a--a--a--|', values);
      const result = source.pipe(resamplePcm16({ toHz: 24_000 }));
      expectObservable(result, '^------!').toBe('--b--c--', values);
      expectObservable(result, '-------^-----!').toBe('---------b--c-', values);
      expectSubscriptions(source.subscriptions).toBe(['^------!', '-------^-----!']);
    });
  });

  it('emits nothing for a block too short to give a sample', () => {
    runMarbles(({ cold, expectObservable }) => {
      const short = { s: block(10, 48_000), t: block(5, 24_000) };
      expectObservable(cold('--s--|', short).pipe(resamplePcm16({ toHz: 24_000 }))).toBe('-----(t|)', short);
    });
  });

  it('passes blocks of the wanted rate untouched', async () => {
    const speech = tone({ frequencyHz: 300, durationMs: 20 });
    expect(await lastValueFrom(of(speech).pipe(resamplePcm16({ toHz: 24_000 })))).toBe(speech);
  });

  it('joins recordings of different rates end to end', async () => {
    const parts = of(
      silence({ durationMs: 100, sampleRateHz: 48_000 }),
      silence({ durationMs: 50 }),
      silence({ durationMs: 70, sampleRateHz: 8_000 }),
    );
    const blocks = await lastValueFrom(parts.pipe(resamplePcm16({ toHz: 24_000 }), toArray()));
    expect(blocks.every(({ sampleRateHz }) => sampleRateHz === 24_000)).toBe(true);
    expect(blocks.reduce((total, { pcm }) => total + pcm.length, 0)).toBe(220 * 24);
  });

  it('does not share state between streams', () => {
    const seen: number[] = [];
    const [left, right] = [new Subject<Pcm16>(), new Subject<Pcm16>()];
    const operator = resamplePcm16({ toHz: 24_000 });
    left.pipe(operator).subscribe(({ pcm }) => seen.push(pcm.length));
    right.pipe(operator).subscribe(({ pcm }) => seen.push(pcm.length));
    left.next(block(960, 48_000));
    right.next(block(960, 48_000));
    expect(seen).toEqual([432, 432]);
  });

  it.each([0, -1, 24_000.5, Number.NaN, Number.POSITIVE_INFINITY])('throws for toHz %p', (toHz) => {
    expect(() => resamplePcm16({ toHz })).toThrow(AudioError);
  });

  it.each([0, Number.NaN, 12.5, 47_999])('ends the stream for a block at %p Hz', async (sampleRateHz) => {
    const failing = lastValueFrom(of(block(10, sampleRateHz)).pipe(resamplePcm16({ toHz: 24_000 })));
    await expect(failing).rejects.toMatchObject({ _tag: 'AudioError', code: 'unsupported_rate' });
  });

  it('reports an error thrown by the observer without ending other streams', async () => {
    const broken = throwError(() => new Error('device unplugged'));
    await expect(lastValueFrom(broken.pipe(resamplePcm16({ toHz: 24_000 })))).rejects.toThrow(
      'device unplugged',
    );
    expect(NEVER.pipe(resamplePcm16({ toHz: 24_000 })).subscribe().closed).toBe(false);
  });
});
