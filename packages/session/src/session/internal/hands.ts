import type { ClientEvent } from '@rx-realtime/codecs';
import type { ResponseStream } from '@rx-realtime/responses';
import type { Observable, OperatorFunction, SchedulerLike, Subject } from 'rxjs';
import type { FloorHolder } from '../../manners/whoSpeaks.ts';
import { callToolsOf } from '../../tools/callToolsOf.ts';
import type { RealtimeTool } from '../../tools/realtimeTool.ts';
import type { AssistantConfig, AssistantSocket } from '../assistantConfig.ts';
import type { Activity } from './Activity.ts';
import type { StateStreams } from './StateStreams.ts';

/** What the hands of a session work with. */
export interface HandsConfig extends Pick<AssistantConfig, 'calls'> {
  readonly tools$: Observable<readonly RealtimeTool[]>;
  readonly speaker$: Observable<FloorHolder>;
  readonly socket: AssistantSocket;
  readonly activity: Activity;
  readonly changes$: Subject<void>;
  readonly state: StateStreams;
  readonly scheduler: SchedulerLike;
}

/** The hands: what the model calls, and what is answered. */
export const hands = ({
  calls = {},
  tools$,
  speaker$,
  socket,
  activity,
  changes$,
  state,
  scheduler,
}: HandsConfig): OperatorFunction<ResponseStream, ClientEvent> =>
  callToolsOf(tools$, {
    ...calls,
    scheduler,
    speaker$,
    claim: ({ callId }) => socket.claim?.(callId) ?? [true],
    failureObserver: {
      next: (failure) => {
        state.report('tool_failed', failure, `${failure.name}: ${failure.code}`);
        calls.failureObserver?.next(failure);
      },
    },
    runningObserver: {
      next: (count) => {
        activity.calls = count;
        changes$.next();
        calls.runningObserver?.next(count);
      },
    },
  });
