import { describe, expect, it } from '@jest/globals';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, map, pipe } from 'rxjs';
import type { HeardCaption } from '../captions/heardCaption.ts';
import { heardLines } from './heardLines.ts';

const line = (id: string, heard: string, rest: Partial<HeardCaption> = {}): HeardCaption => ({
  id,
  who: 'assistant',
  text: 'Good bye.',
  status: 'completed',
  heard,
  ...rest,
});

describe('heardLines', () => {
  itHasALifeCycle({
    operator: () =>
      pipe(
        heardLines(),
        map(({ id }) => id),
      ),
    values: {
      a: [line('a', 'Good bye.')],
      b: [line('a', 'Good bye.'), line('b', 'Good bye.')],
      n: [line('a', 'Good bye.'), line('n', 'Good')],
    },
    results: { a: 'a', b: 'b' },
    one: ['-a-', '-a-'],
    many: ['-an-b-', '-a--b-'],
  });

  it('tells each line once, and none that was cut, is empty or is the user’s', () => {
    const told: string[] = [];
    from([
      [line('a', 'Good')],
      [line('a', 'Good bye.'), line('u', 'Good bye.', { who: 'user' })],
      [
        line('a', 'Good bye.'),
        line('i', 'Good bye.', { status: 'interrupted' }),
        line('e', '', { text: '' }),
      ],
      [line('a', 'Good bye.'), line('p', 'Good bye.', { status: 'partial' })],
    ])
      .pipe(heardLines())
      .subscribe(({ id }) => told.push(id));
    expect(told).toEqual(['a']);
  });
});
