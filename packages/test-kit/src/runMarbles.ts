import { expect } from '@jest/globals';
import { TestScheduler } from 'rxjs/testing';
import type { RunHelpers } from 'rxjs/testing';

/** A scheduler of virtual time whose marbles are compared by jest, so that a failure shows both. */
export const marbleScheduler = (): TestScheduler =>
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected));

/** Plays a test in marbles; the scheduler is for what takes one. */
export const runMarbles = <T>(test: (helpers: RunHelpers, scheduler: TestScheduler) => T): T => {
  const scheduler = marbleScheduler();
  return scheduler.run((helpers) => test(helpers, scheduler));
};
