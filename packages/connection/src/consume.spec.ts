import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { concat, EMPTY, NEVER, of, Subject, Subscription, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import type { RunHelpers } from 'rxjs/testing';
import { consume } from './consume.ts';
import type { ConsumeConfig, PausableSource } from './consume.ts';

/** An event whose payload is this long. */
const delta = (length: number, event_id = 'event'): ServerEvent => ({
  type: 'response.output_audio.delta',
  event_id,
  response_id: 'resp_1',
  item_id: 'item_1',
  output_index: 0,
  content_index: 0,
  delta: 'A'.repeat(length),
});
const values = { a: delta(744, 'a'), b: delta(744, 'b'), c: delta(744, 'c'), d: delta(744, 'd') };
/** Each of the events above counts 1,000 bytes. */
const unit = 1_000;

const pausable = (source$: Observable<ServerEvent>) => {
  const pauses: string[] = [];
  const pause = () => {
    pauses.push('pause');
    return new Subscription(() => pauses.push('resume'));
  };
  return { socket: Object.assign(source$, { pause }) as PausableSource, pauses };
};
const run = (test: (helpers: RunHelpers) => void) =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(test);
const idOf = (event: ServerEvent): string => ('event_id' in event ? (event.event_id ?? '') : '');

describe('consume', () => {
  it('works on one event at a time, in order, and completes after the last', () => {
    run(({ hot, expectObservable, expectSubscriptions, cold }) => {
      const source$ = hot<ServerEvent>('-(abc)---|', values);
      const { socket } = pausable(source$);
      const work = (event: ServerEvent) => cold('---(x|)', { x: idOf(event) });
      expectObservable(consume(socket, work)).toBe('----a--b--(c|)');
      expectSubscriptions(source$.subscriptions).toBe('^--------!');
    });
  });

  it.each([
    ['|', '|'],
    ['-', '-'],
    ['--a--|', '--a--|'],
    ['--a--#', '--a--#'],
  ])('passes %s on as %s', (source, expected) => {
    run(({ cold, expectObservable }) => {
      expectObservable(
        consume(pausable(cold<ServerEvent>(source, values)).socket, (event) => of(idOf(event))),
      ).toBe(expected);
    });
  });

  it('passes on what the work fails with, also when it throws', () => {
    const thrown = new Error('thrown');
    run(({ cold, expectObservable }) => {
      const { socket } = pausable(cold<ServerEvent>('--a--|', values));
      expectObservable(consume(socket, () => throwError(() => 'failed'))).toBe('--#', undefined, 'failed');
      expectObservable(
        consume(socket, () => {
          throw thrown;
        }),
      ).toBe('--#', undefined, thrown);
    });
  });

  it('ends the work, leaves the source and resumes it when it is unsubscribed', () => {
    run(({ hot, cold, expectObservable, expectSubscriptions, flush }) => {
      const source$ = hot<ServerEvent>('-(abc)-----|', values);
      const work$ = cold('----------|');
      const { socket, pauses } = pausable(source$);
      expectObservable(
        consume(socket, () => work$, { maxBytes: unit }),
        '^----!',
      ).toBe('------');
      expectSubscriptions(source$.subscriptions).toBe('^----!');
      expectSubscriptions(work$.subscriptions).toBe('-^---!');
      flush();
      expect(pauses).toEqual(['pause', 'resume']);
    });
  });

  it('pauses the source beyond the bound and resumes it at half', () => {
    run(({ hot, cold, expectObservable, flush }) => {
      const { socket, pauses } = pausable(hot<ServerEvent>('-(abcd)-----------|', values));
      expectObservable(consume(socket, () => cold('--|'), { maxBytes: 2 * unit })).toBe(
        '------------------|',
      );
      flush();
      expect(pauses).toEqual(['pause', 'resume']);
    });
  });

  const stuck = (config: ConsumeConfig, count: number) => {
    const source$ = new Subject<ServerEvent>();
    const { socket } = pausable(source$);
    const seen: unknown[] = [];
    consume(socket, () => NEVER, config).subscribe({ error: (error) => seen.push(error) });
    for (let index = 0; index < count; index += 1) source$.next(delta(744, `${index}`));
    return seen;
  };

  it('errors beyond the bound when it only buffers, or cannot pause', () => {
    const overflow = expect.objectContaining({ _tag: 'RealtimeError', code: 'consumer_overflow' });
    // One event is being worked on and does not count.
    expect(stuck({ policy: 'buffer', maxBytes: 2 * unit }, 3)).toEqual([]);
    expect(stuck({ policy: 'buffer', maxBytes: 2 * unit }, 4)).toEqual([overflow]);
    expect(stuck({ policy: 'pauseSocket', maxBytes: 2 * unit }, 9)).toEqual([]);
    expect(stuck({ policy: 'pauseSocket', maxBytes: 2 * unit }, 10)).toEqual([overflow]);
  });

  it('gives the oldest up when told to, and says which', () => {
    const dropped: string[] = [];
    const droppedObserver = { next: (event: ServerEvent) => dropped.push(idOf(event)) };
    expect(stuck({ policy: 'dropOldest', maxBytes: 2 * unit, droppedObserver }, 5)).toEqual([]);
    expect(dropped).toEqual(['1', '2']);
  });

  it('is not a stack that grows when the work completes at once', () => {
    const source$ = new Subject<ServerEvent>();
    let first = true;
    let count = 0;
    const release$ = new Subject<never>();
    const work = () => {
      count += 1;
      if (!first) return EMPTY;
      first = false;
      return release$;
    };
    consume(pausable(source$).socket, work, { maxBytes: Infinity }).subscribe();
    for (let index = 0; index < 50_000; index += 1) source$.next(values.a);
    release$.complete();
    expect(count).toBe(50_000);
  });

  it('can be subscribed to again', () => {
    run(({ cold, expectObservable }) => {
      const { socket } = pausable(cold<ServerEvent>('a|', values));
      const result$ = consume(socket, (event) => of(idOf(event)));
      expectObservable(concat(result$, result$)).toBe('aa|');
    });
  });
});
