import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { NEVER, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { decodeEvents } from './decodeEvents.ts';

const cleared = { type: 'input_audio_buffer.cleared', event_id: 'event_1' };
const text = JSON.stringify(cleared);
const bytes = new TextEncoder().encode(text);
const unreadable = (payload: unknown) => expect.objectContaining({ type: 'unknown', wireType: '', payload });

const run = (
  values: Record<string, unknown>,
  source: string,
  expected: string,
  results: Record<string, unknown>,
) =>
  runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold(source, values);
    expectObservable(source$.pipe(decodeEvents())).toBe(expected, results);
    const end = source.search(/[|#]/);
    const left = end === 0 ? '(^!)' : `^${'-'.repeat(Math.max(end - 1, 0))}!`;
    expectSubscriptions(source$.subscriptions).toBe(end < 0 ? '^' : left);
  });

describe('decodeEvents', () => {
  itHasALifeCycle({
    operator: () => decodeEvents(),
    values: { t: text, b: bytes, v: cleared },
    results: { r: cleared },
    one: ['-t-', '-r-'],
    many: ['-t-bv-', '-r-rr-'],
  });

  it('reads text, bytes, buffers and values alike', () => {
    const values = { t: text, b: bytes, a: bytes.buffer, v: cleared };
    run(values, '-t-b-a-v-|', '-r-r-r-r-|', { r: cleared });
  });

  it('keeps what it cannot read in the stream, and goes on', () => {
    const results = { x: unreadable('{'), n: unreadable(null), r: cleared };
    run({ x: '{', n: null, t: text }, '-x-n-t-|', '-x-n-r-|', results);
  });

  it('passes on what a decoder of your own throws', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('-t-t|', { t: text });
      const decode = () => {
        throw new Error('mine');
      };
      expectObservable(source$.pipe(decodeEvents(decode))).toBe('-#', undefined, new Error('mine'));
      expectSubscriptions(source$.subscriptions).toBe('^!');
    });
  });

  it('takes anything and gives server events', () => {
    expectTypeOf(of(1, 'a').pipe(decodeEvents())).toEqualTypeOf<Observable<ServerEvent>>();
    // @ts-expect-error a decoder says what went wrong, or what there is
    NEVER.pipe(decodeEvents((raw: unknown) => raw));
  });

  it('takes another decoder', () => {
    const decode = (raw: unknown) =>
      ({ _tag: 'Right', right: { type: 'unknown', wireType: String(raw), payload: raw } }) as const;
    const seen: unknown[] = [];
    of(1)
      .pipe(decodeEvents(decode))
      .subscribe((event) => seen.push(event));
    expect(seen).toEqual([{ type: 'unknown', wireType: '1', payload: 1 }]);
  });
});
