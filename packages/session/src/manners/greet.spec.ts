import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, connectionRestored, itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { BehaviorSubject, map, pipe } from 'rxjs';
import { greet } from './greet.ts';
import type { Greeting, GreetConfig } from './greet.ts';
import { wordsToSay } from './wordsToSay.ts';

const created: ServerEvent = { type: 'session.created', event_id: 'event_1', session: { type: 'realtime' } };
const nothing = { exact: [], degraded: [], dropped: [], estimatedTokens: 0 };
const restored = (report: Partial<typeof connectionRestored.report>): ServerEvent => ({
  ...connectionRestored,
  report: { ...nothing, ...report },
});
const values: Readonly<Record<string, ServerEvent>> = {
  s: created,
  l: connectionLost,
  e: restored({}),
  r: restored({ exact: ['item_1'] }),
  d: restored({ dropped: [{ itemId: 'item_1', reason: 'unheard' }] }),
};

const check = (source: string, expected: string, greeting: Greeting = 'Hello.', config?: GreetConfig) => {
  const scheduler = marbleScheduler();
  scheduler.run(({ hot, expectObservable }) => {
    const greeted$ = hot(source, values).pipe(
      greet(greeting, config),
      map(({ response }) => wordsToSay(response?.instructions ?? '') ?? response?.instructions),
    );
    expectObservable(greeted$).toBe(expected, { C: 'Hello.', I: 'Greet them.' });
  });
};

describe('greet', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        greet('Hello.'),
        map(({ type }) => type),
      ),
    values: { s: created, t: connectionLost },
    results: { C: 'response.create' },
    one: ['-s-', '-C-'],
    many: ['-s-ts-', '-C----'],
  });

  it('greets once, also in sessions that follow', () => {
    check('-s-l-s-|', '-C-----|');
    check('-s-l-r-|', '-C-----|');
  });

  it('greets in a session that is restored first and holds nothing, and in no other', () => {
    check('-e-r-', '-C---');
    check('-r-s-', '-----');
    check('-d-e-', '-----');
  });

  it('greets in the words of the model', () => {
    check('-s-', '-I-', { instructions: 'Greet them.' });
  });

  it('does not greet where somebody else has asked for something', () => {
    check('-s-', '---', 'Hello.', { isBegun$: new BehaviorSubject(true) });
    check('-s-', '-C-', 'Hello.', { isBegun$: new BehaviorSubject(false) });
  });

  it('passes an error of isBegun$ on', () => {
    const isBegun$ = new BehaviorSubject(false);
    isBegun$.error('broken');
    const seen: unknown[] = [];
    const scheduler = marbleScheduler();
    scheduler.run(({ hot }) => {
      hot('-s-', values)
        .pipe(greet('Hello.', { isBegun$ }))
        .subscribe({ error: (error: unknown) => seen.push(error) });
    });
    expect(seen).toEqual(['broken']);
  });
});
