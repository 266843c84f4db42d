import { describe, expect, it } from '@jest/globals';
import type { TranslationServerEvent } from '@rx-realtime/codecs/translation';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, map, pipe } from 'rxjs';
import { translationWords } from './translationWords.ts';
import type { TranslationWords } from './translationWords.ts';

const said = (delta: string, elapsed_ms?: number): TranslationServerEvent => ({
  type: 'session.output_transcript.delta', event_id: '', delta, elapsed_ms,
}); // prettier-ignore
const source = (delta: string, elapsed_ms?: number): TranslationServerEvent => ({
  type: 'session.input_transcript.delta', event_id: '', delta, elapsed_ms,
}); // prettier-ignore

describe('translationWords', () => {
  itHasALifeCycle({
    operator: () =>
      pipe(
        translationWords(),
        map(({ translated }) => translated),
      ),
    values: { a: said('God '), b: said('morgen.'), c: { type: 'session.closed', event_id: '' } },
    results: { a: 'God ', b: 'God morgen.' },
    one: ['-a-', '-a-'],
    many: ['-a-cb-', '-a--b-'],
  });

  it('has the words of both sides, and where they belong', () => {
    const all: TranslationWords[] = [];
    from([source('Good ', 400), said('God ', 900), source('morning.')])
      .pipe(translationWords())
      .subscribe((words) => all.push(words));
    expect(all).toEqual([
      { source: 'Good ', translated: '', elapsedMs: 400 },
      { source: 'Good ', translated: 'God ', elapsedMs: 900 },
      { source: 'Good morning.', translated: 'God ', elapsedMs: 900 },
    ]);
  });
});
