import { describe, it } from '@jest/globals';
import { itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { afterSilence } from './afterSilence.ts';
import type { FloorHolder } from './whoSpeaks.ts';

const speakers: Readonly<Record<string, FloorHolder>> = {
  n: 'nobody',
  u: 'user',
  a: 'assistant',
  o: 'offline',
};
const steps = { 0: 0, 1: 1 };

const check = (source: string, expected: string) => {
  const scheduler = marbleScheduler();
  scheduler.run(({ hot, expectObservable }) => {
    expectObservable(hot(source, speakers).pipe(afterSilence([3, 4], { scheduler }))).toBe(expected, steps);
  });
};

describe('afterSilence', () => {
  itHasALifeCycle<FloorHolder>({
    operator: (scheduler) => afterSilence([1], { scheduler }),
    values: speakers,
    results: steps,
    one: ['-n-', '--0'],
    many: ['-n--u-n--', '--0----0-'],
  });

  it('takes one step after the other, and then none', () => {
    check('-n-----------', '----0---1----');
  });

  it('counts from the last words, whoever said them', () => {
    check('-n-a-n-------', '--------0---1');
    check('-n---a-n-----', '----0------1-');
  });

  it('begins with the first step again when the user has spoken', () => {
    check('-n---u-n-------', '----0-----0---1');
    check('-n--------u-n---', '----0---1------0---1');
  });

  it('does not count while there is no session', () => {
    check('-n-o-----n-------', '------------0---1');
  });

  it('does not begin anew when it hears the same again', () => {
    check('-n-n-----', '----0---1');
  });

  it('stops its clock when it is left', () => {
    const scheduler = marbleScheduler();
    scheduler.run(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-n----', speakers);
      expectObservable(source.pipe(afterSilence([3], { scheduler })), '^-!').toBe('---');
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });
});
