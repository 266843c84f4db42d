import { describe, it } from '@jest/globals';
import { assistantText } from '@rx-realtime/codecs';
import type { RealtimeResponse, ServerEvent, ServerItem } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { map, pipe } from 'rxjs';
import { answerMcp } from './answerMcp.ts';

const event_id = 'event_1';
const call = (id: string, output: string | null = null): ServerItem => ({
  type: 'mcp_call', id, server_label: 'library', name: 'find', arguments: '{}', output,
}); // prettier-ignore
const added = (item: ServerItem): ServerEvent => ({
  type: 'response.output_item.added', event_id, response_id: 'resp_1', output_index: 0, item,
}); // prettier-ignore
const over = (item: ServerItem): ServerEvent => ({
  type: 'conversation.item.done', event_id, item, previous_item_id: null,
}); // prettier-ignore
const done = (more: Partial<RealtimeResponse> = {}): ServerEvent => ({
  type: 'response.done', event_id, response: { id: 'resp_1', status: 'completed', ...more },
}); // prettier-ignore
const values: Readonly<Record<string, ServerEvent>> = {
  a: added(call('a')),
  A: over(call('a', 'found')),
  b: added(call('b')),
  B: over(call('b', 'found')),
  p: over(call('a')),
  m: added({ ...assistantText('There.'), id: 'm' } as ServerItem),
  d: done(),
  c: done({ status: 'cancelled' }),
  o: done({ conversation_id: null }),
  L: connectionLost,
};

const check = (source: string, expected: string) => {
  const scheduler = marbleScheduler();
  scheduler.run(({ hot, expectObservable }) => {
    const asked$ = hot(source, values).pipe(
      answerMcp(),
      map(({ type }) => type),
    );
    expectObservable(asked$).toBe(expected, { R: 'response.create' });
  });
};

describe('answerMcp', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        answerMcp(),
        map(({ type }) => type),
      ),
    values,
    results: { R: 'response.create' },
    one: ['-aAd-', '---R-'],
    many: ['-aAd-adA-', '---R---R-'],
  });

  it('asks when the last call and the response are over, whichever is last', () => {
    check('-aAd-', '---R-');
    check('-adA-', '---R-');
    check('-abAdB-', '-----R-');
    check('-adp-A-', '-----R-');
  });

  it('asks once', () => {
    check('-aAd-A-d-', '---R-----');
  });

  it('does not ask where the model has said something since, or no call was made', () => {
    check('-aAmd-', '------');
    check('-maAd-', '----R-');
    check('-md-', '----');
  });

  it('does not ask after what was cancelled, is out of band, or lost', () => {
    check('-aAc-', '-----');
    check('-aAo-', '-----');
    check('-aAL-d-', '-------');
  });
});
