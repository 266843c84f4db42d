import { describe, expect, it } from '@jest/globals';
import { of } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
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
  new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted)).run(({ cold, expectObservable }) => {
    expectObservable(cold(source, values).pipe(decodeEvents())).toBe(expected, results);
  });

describe('decodeEvents', () => {
  it('reads text, bytes, buffers and values alike', () => {
    const values = { t: text, b: bytes, a: bytes.buffer, v: cleared };
    run(values, '-t-b-a-v-|', '-r-r-r-r-|', { r: cleared });
  });

  it('keeps what it cannot read in the stream, and goes on', () => {
    const results = { x: unreadable('{'), n: unreadable(null), r: cleared };
    run({ x: '{', n: null, t: text }, '-x-n-t-|', '-x-n-r-|', results);
  });

  it('passes on the end of its source', () => {
    run({}, '|', '|', {});
    run({}, '-', '-', {});
    run({}, '--#', '--#', {});
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
