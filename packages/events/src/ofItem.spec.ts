import { describe, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { NEVER, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { namedEvents } from './internal/namedEvents.spec-support.ts';
import { ofItem } from './ofItem.ts';

describe('ofItem', () => {
  itHasALifeCycle({
    operator: () => ofItem('item_1'),
    values: namedEvents,
    results: namedEvents,
    one: ['a-', 'a-'],
    many: ['abcdefghu', 'a-cd-----'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(ofItem('item_1'))).toEqualTypeOf<Observable<ServerEvent>>();
    // @ts-expect-error an id is needed
    ofItem();
    // @ts-expect-error events, not texts
    of('text').pipe(ofItem('item_1'));
  });
});
