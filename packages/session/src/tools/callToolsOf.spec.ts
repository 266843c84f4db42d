import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { responses } from '@rx-realtime/responses';
import { itHasALifeCycle } from '@rx-realtime/test-kit';
import * as t from 'io-ts';
import { BehaviorSubject, map, of, pipe, Subject } from 'rxjs';
import { callToolsOf } from './callToolsOf.ts';
import type { RealtimeTool } from './realtimeTool.ts';
import { tool } from './tool.ts';

const made = (name: string, run: () => unknown): RealtimeTool =>
  tool({ name, description: '', parameters: t.type({}), run, followUp: 'silent' });
const callIn = (id: string, name: string): ServerEvent => ({
  type: 'response.done',
  event_id: `event_${id}`,
  response: {
    id,
    status: 'completed',
    output: [
      {
        type: 'function_call',
        id: `item_${id}`,
        call_id: `call_${id}`,
        name,
        arguments: '{}',
        status: 'completed',
      },
    ],
  },
});

describe('callToolsOf', () => {
  itHasALifeCycle<ServerEvent>({
    operator: (scheduler) =>
      pipe(
        responses(),
        callToolsOf(of([made('a', () => 1)]), { scheduler }),
        map((event) => event.type),
      ),
    values: { a: callIn('1', 'a'), b: callIn('2', 'a') },
    results: { A: 'conversation.item.create' },
    one: ['-a-', '-A-'],
    many: ['-a--b-', '-A--A-'],
  });

  it('gives each call to the tools that held when its response began', () => {
    const result$ = new Subject<string>();
    const tools$ = new BehaviorSubject<readonly RealtimeTool[]>([made('find', () => result$)]);
    const events$ = new Subject<ServerEvent>();
    const outputs: string[] = [];
    const running: number[] = [];
    const ended: string[] = [];
    events$
      .pipe(
        responses(),
        callToolsOf(tools$, { runningObserver: { next: (count) => void running.push(count) } }),
      )
      .subscribe({
        next: (event) =>
          event.type === 'conversation.item.create' &&
          event.item.type === 'function_call_output' &&
          outputs.push(`${event.item.call_id}: ${event.item.output}`),
        complete: () => ended.push('completed'),
      });
    events$.next(callIn('1', 'find'));
    tools$.next([made('find', () => 'new'), made('other', () => 'other')]);
    events$.next(callIn('2', 'find'));
    events$.next(callIn('3', 'other'));
    expect(outputs).toEqual(['call_2: new', 'call_3: other']);
    expect(running).toContain(2);
    events$.complete();
    expect(ended).toEqual([]);
    result$.next('old');
    result$.complete();
    expect(outputs).toEqual(['call_2: new', 'call_3: other', 'call_1: old']);
    expect(running.at(-1)).toBe(0);
    expect(ended).toEqual(['completed']);
    expect(tools$.observed).toBe(false);
  });

  it('refuses two tools of one name, as an error', () => {
    const errors: unknown[] = [];
    of(callIn('1', 'a'))
      .pipe(responses(), callToolsOf(of([made('a', () => 1), made('a', () => 2)])))
      .subscribe({ error: (error: unknown) => errors.push(error) });
    expect(errors).toMatchObject([{ code: 'invalid_name' }]);
  });
});
