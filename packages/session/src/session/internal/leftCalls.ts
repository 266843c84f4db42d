import type { ServerEvent } from '@rx-realtime/codecs';
import { EMPTY, mergeMap, take, withLatestFrom } from 'rxjs';
import type { Observable } from 'rxjs';
import type { AssistantSocket } from '../assistantConfig.ts';

/**
 * The calls that a process before has left and not begun to run, as one response that makes them: those that it was not to
 * claim, and those that it had no time for. Told as soon as the conversation is known.
 */
export const leftCalls = (
  live$: Observable<ServerEvent>,
  { ledger$ = EMPTY }: AssistantSocket,
): Observable<ServerEvent> =>
  live$.pipe(
    take(1),
    withLatestFrom(ledger$),
    mergeMap(([, { conversation, calls }]): readonly ServerEvent[] => {
      const output = conversation.items.filter((item) => {
        const call = item.type === 'function_call' && calls.get(item.call_id ?? '');
        return call && !call.isClaimed && !call.isAnswered;
      });
      const response = { id: '', status: 'completed', output } as const;
      return output.length > 0 ? [{ type: 'response.done', event_id: '', response }] : [];
    }),
  );
