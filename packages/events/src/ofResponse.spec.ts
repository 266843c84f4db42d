import { describe, it } from '@jest/globals';
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
  itHasALifeCycle({
    operator: () => ofResponse('resp_1'),
    values: namedEvents,
    results: namedEvents,
    one: ['d-', 'd-'],
    many: ['abcdefghu', '---d-f---'],
  });

  it('tells responses that overlap apart', () => check('resp_2', 'fdegd|', '--eg-|', '^----!'));

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(ofResponse('resp_1'))).toEqualTypeOf<Observable<ServerEvent>>();
    // @ts-expect-error an id is needed
    ofResponse();
    // @ts-expect-error events, not texts
    of('text').pipe(ofResponse('resp_1'));
  });
});
