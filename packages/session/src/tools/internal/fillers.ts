import type { ClientEvent } from '@rx-realtime/codecs';
import {
  EMPTY,
  filter,
  map,
  merge,
  mergeMap,
  of,
  Subject,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
} from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { sayExactly } from '../../manners/sayExactly.ts';
import type { FloorHolder } from '../../manners/whoSpeaks.ts';
import type { RealtimeTool } from '../realtimeTool.ts';
import type { ToolCall } from '../tools.ts';

/** The longest that a result waits for silence: in a room that is never silent it would wait for ever. */
const maxHoldMs = 30_000;

/** What is said while tools run, and which results wait for a pause because of it. */
export interface Fillers {
  /** What runs a tool, and says so. */
  readonly running: (tool: RealtimeTool) => RealtimeTool['run'];
  /** The output of a call is there; emits when it may be given. */
  readonly ended: (call: Pick<ToolCall, 'callId'>) => Observable<unknown>;
  /** Asks for the fillers, each once. */
  readonly said$: Observable<ClientEvent>;
}

export const makeFillers = (speaker$: Observable<FloorHolder>, scheduler: SchedulerLike): Fillers => {
  const began$ = new Subject<readonly [string, RealtimeTool]>();
  const ended$ = new Subject<string>();
  /** Calls that have run for so long that the user may have gone on without them. */
  const late = new Set<string>();
  const quiet$ = speaker$.pipe(
    filter((speaker) => speaker === 'nobody'),
    take(1),
  );
  return {
    running: (tool) => (args, call) => {
      began$.next([call.callId, tool]);
      return tool.run(args, call);
    },
    ended: ({ callId }) => {
      ended$.next(callId);
      return late.delete(callId) ? merge(quiet$, timer(maxHoldMs, scheduler)) : of(undefined);
    },
    said$: began$.pipe(
      mergeMap(([callId, { filler, fillerAfterMs }]) => {
        if (filler === undefined) return EMPTY;
        return timer(fillerAfterMs, scheduler).pipe(
          tap(() => late.add(callId)),
          switchMap(() => quiet$),
          map(() => sayExactly(filler)),
          takeUntil(ended$.pipe(filter((id) => id === callId))),
        );
      }),
    ),
  };
};
