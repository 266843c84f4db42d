import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { EMPTY, merge } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { answerMcp } from '../../mcp/answerMcp.ts';
import { approveMcp } from '../../mcp/approveMcp.ts';
import type { AssistantConfig } from '../assistantConfig.ts';

/** Calls that the service makes itself: whether it may, and what is said afterwards. */
export const remoteHands = (
  { approve }: Pick<AssistantConfig, 'approve'>,
  live$: Observable<ServerEvent>,
  scheduler: SchedulerLike,
): Observable<ClientEvent> =>
  merge(
    live$.pipe(answerMcp()),
    approve === undefined ? EMPTY : live$.pipe(approveMcp(approve, { scheduler })),
  );
