import { describe, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { from, NEVER, pipe } from 'rxjs';
import type { Observable } from 'rxjs';
import { called, itCollectsTheWhole, written } from '../../test/itCollectsTheWhole.ts';
import { endOf } from '../../test/recordings.ts';
import { collectText } from './collectText.ts';
import { responses } from './responses.ts';

describe('collectText', () => {
  itCollectsTheWhole(collectText, written, 'Paris.');

  itHasALifeCycle({
    operator: () => pipe(responses(), collectText()),
    values: { x: endOf(called), w: endOf(written) },
    results: { w: 'Paris.' },
    one: ['-w', '-w'],
    many: ['-x-w-x-', '---w---'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(collectText())).toEqualTypeOf<Observable<string>>();
    // @ts-expect-error the limits are those of responses()
    collectText({ maxResponseBytes: 1 });
    // @ts-expect-error responses, not events
    from(written.events).pipe(collectText());
  });
});
