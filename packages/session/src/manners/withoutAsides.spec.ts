import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle } from '@rx-realtime/test-kit';
import { from, map, toArray } from 'rxjs';
import { withoutAsides } from './withoutAsides.ts';

const event_id = 'event_1';
const created = (id: string, metadata: Record<string, string> | null): ServerEvent => ({
  type: 'response.created',
  event_id,
  response: { id, conversation_id: null, metadata },
});
const sound = (response_id: string): ServerEvent => ({
  type: 'response.output_audio.delta',
  event_id,
  response_id,
  item_id: 'i',
  output_index: 0,
  content_index: 0,
  delta: '',
});
const done = (id: string): ServerEvent => ({ type: 'response.done', event_id, response: { id } });
const aside = { rx_realtime_aside: 'true' };

const typesOf = (...events: readonly ServerEvent[]): readonly string[] => {
  let types: readonly string[] = [];
  from(events)
    .pipe(
      withoutAsides(),
      map(({ type }) => type),
      toArray(),
    )
    .subscribe((all) => (types = all));
  return types;
};

describe('withoutAsides', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () => withoutAsides(),
    values: { a: sound('a'), b: created('b', aside), c: sound('b'), d: done('b') },
    results: { a: sound('a') },
    one: ['-a-', '-a-'],
    many: ['-ab-acd-', '-a--a---'],
  });

  it('leaves out all of an aside, and nothing else', () => {
    expect(typesOf(created('a', aside), sound('a'), done('a'), sound('a'))).toEqual([
      'response.output_audio.delta',
    ]);
    expect(typesOf(created('a', null), created('b', {}), sound('a'), done('b'))).toHaveLength(4);
  });

  it('forgets asides whose line was lost', () => {
    expect(typesOf(created('a', aside), connectionLost, sound('a'))).toHaveLength(2);
  });
});
