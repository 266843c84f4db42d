import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { connectionLost, itHasALifeCycle, marbleScheduler } from '@rx-realtime/test-kit';
import { EMPTY, map, NEVER, Observable, of, pipe, Subject, throwError, timer } from 'rxjs';
import type { ObservableInput, SchedulerLike } from 'rxjs';
import { approveMcp } from './approveMcp.ts';
import type { Approval } from './approveMcp.ts';

const request = (id: string): ServerEvent => ({
  type: 'conversation.item.done',
  event_id: 'event_1',
  item: { type: 'mcp_approval_request', id, server_label: 'library', name: 'find', arguments: '{}' },
  previous_item_id: null,
});
const values = { a: request('a'), b: request('b'), L: connectionLost };
const check = (
  source: string,
  expected: string,
  decide: (id: string, scheduler: SchedulerLike) => ObservableInput<Approval>,
) => {
  const scheduler = marbleScheduler();
  scheduler.run(({ hot, expectObservable }) => {
    const approved$ = hot<ServerEvent>(source, values).pipe(
      approveMcp(({ id }) => decide(id, scheduler), { timeoutMs: 5, scheduler }),
      map((event) =>
        event.type === 'conversation.item.create' && event.item.type === 'mcp_approval_response'
          ? [event.item.approval_request_id, event.item.approve, event.item.reason]
          : [],
      ),
    );
    const nobody = 'Nobody has approved it.';
    expectObservable(approved$).toBe(expected, {
      y: ['a', true, undefined],
      n: ['a', false, 'too dear'],
      x: ['a', false, nobody],
      b: ['b', true, undefined],
    });
  });
};

describe('approveMcp', () => {
  itHasALifeCycle<ServerEvent>({
    operator: () =>
      pipe(
        approveMcp(() => [true]),
        map(({ type }) => type),
      ),
    values: { a: request('a'), x: { type: 'input_audio_buffer.cleared', event_id: 'event_1' } },
    results: { A: 'conversation.item.create' },
    one: ['-a-', '-A-'],
    many: ['-ax-a-', '-A--A-'],
  });

  it('says yes, or no with a reason, when it is decided', () => {
    check('-a------', '---y----', (_, scheduler) => timer(2, scheduler).pipe(map(() => true)));
    check('-a-', '-n-', () => of({ approve: false, reason: 'too dear' }));
  });

  it('refuses where a decision fails, is empty, or takes too long', () => {
    check('-a-', '-x-', () => throwError(() => new Error('gone')));
    check('-a-', '-x-', () => EMPTY);
    check('-a-------', '------x--', () => NEVER);
  });

  it('decides side by side', () => {
    check('-ab-----', '---b-y--', (id, scheduler) =>
      timer(id === 'a' ? 4 : 1, scheduler).pipe(map(() => true)),
    );
  });

  it('asks nobody any more when the line is lost', () => {
    check('-a-L-----', '---------', () => NEVER);
  });

  it('leaves the decisions when it is left', () => {
    let deciding = 0;
    const source = new Subject<ServerEvent>();
    const decide = () =>
      new Observable<boolean>(() => {
        deciding += 1;
        return () => (deciding -= 1);
      });
    const approving = source.pipe(approveMcp(decide)).subscribe();
    source.next(request('a'));
    expect(deciding).toBe(1);
    approving.unsubscribe();
    expect(deciding).toBe(0);
  });
});
