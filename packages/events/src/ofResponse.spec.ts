import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { itHasALifeCycle, runMarbles } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { NEVER, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { namedEvents } from './internal/namedEvents.spec-support.ts';
import { ofResponse } from './ofResponse.ts';

const check = (responseId: string, source: string, expected: string, subscription: string) =>
  runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
    const source$ = cold(source, namedEvents);
    expectObservable(source$.pipe(ofResponse(responseId)), '^').toBe(expected, namedEvents);
    expectSubscriptions(source$.subscriptions).toBe(subscription);
  });

describe('ofResponse', () => {
  it.each([
    ['what names the response', 'abcdefghu|', '---d-f---|', '^--------!'],
    ['nothing of an empty source', '|', '|', '(^!)'],
    ['nothing of a source that never emits', '-', '-', '^'],
    ['the error of the source', 'd#', 'd#', '^!'],
    ['a source that never ends', 'ded-', 'd-d-', '^'],
  ])('emits %s', (_, source, expected, subscription) => check('resp_1', source, expected, subscription));

  it('tells responses that overlap apart', () => check('resp_2', 'fdegd|', '--eg-|', '^----!'));

  it('leaves its source when it is left, and can be subscribed to again', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source$ = cold('ded|', namedEvents);
      const result$ = source$.pipe(ofResponse('resp_1'));
      expectObservable(result$, '^-!').toBe('d', namedEvents);
      expectObservable(result$, '---^').toBe('---d-d|', namedEvents);
      expectSubscriptions(source$.subscriptions).toBe(['^-!', '---^--!']);
    });
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(ofResponse('resp_1'))).toEqualTypeOf<Observable<ServerEvent>>();
    // @ts-expect-error an id is needed
    ofResponse();
    // @ts-expect-error events, not texts
    of('text').pipe(ofResponse('resp_1'));
  });
});
