import { describe, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { from, NEVER, pipe } from 'rxjs';
import type { Observable } from 'rxjs';
import { called, itCollectsTheWhole, spoken } from '../../test/itCollectsTheWhole.ts';
import { endOf } from '../../test/recordings.ts';
import { collectTranscript } from './collectTranscript.ts';
import { responses } from './responses.ts';

describe('collectTranscript', () => {
  itCollectsTheWhole(collectTranscript, spoken, 'Good day.');

  itHasALifeCycle({
    operator: () => pipe(responses(), collectTranscript()),
    values: { x: endOf(called), w: endOf(spoken) },
    results: { w: 'Good day.' },
    one: ['-w', '-w'],
    many: ['-x-w-x-', '---w---'],
  });

  it('types what it takes and gives', () => {
    expectTypeOf(NEVER.pipe(collectTranscript())).toEqualTypeOf<Observable<string>>();
    // @ts-expect-error the limits are those of responses()
    collectTranscript({ maxResponseBytes: 1 });
    // @ts-expect-error responses, not events
    from(spoken.events).pipe(collectTranscript());
  });
});
