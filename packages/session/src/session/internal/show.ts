import type { PlaybackLedger } from '@rx-realtime/audio';
import type { ServerEvent } from '@rx-realtime/codecs';
import { captions, conversation } from '@rx-realtime/responses/conversation';
import { usage } from '@rx-realtime/responses/usage';
import { Subscription, tap } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { markHeard } from '../../captions/markHeard.ts';
import { scanMcp } from '../../mcp/scanMcp.ts';
import { turns } from '../../turns/turns.ts';
import type { AssistantConfig, AssistantSocket } from '../assistantConfig.ts';
import type { StateStreams } from './StateStreams.ts';

/** What there is to show of a session. */
export interface Shown extends Pick<AssistantConfig, 'captions'> {
  readonly socket: AssistantSocket;
  readonly live$: Observable<ServerEvent>;
  readonly ledger$: Observable<PlaybackLedger>;
  readonly scheduler: SchedulerLike;
}

/** Shows the state of a session. */
export const show = (
  { socket, live$, ledger$, scheduler, captions: limits }: Shown,
  state: StateStreams,
): Subscription => {
  const showing = new Subscription();
  const snapshots$ = socket.conversation$ ?? live$.pipe(conversation());
  showing.add(state.show(live$.pipe(turns({ scheduler })), state.turns$));
  showing.add(state.show(live$.pipe(usage()), state.usage$));
  showing.add(state.show(live$.pipe(scanMcp()), state.mcp$));
  showing.add(
    state.show(
      snapshots$.pipe(
        tap((snapshot) => state.conversation$.next(snapshot)),
        captions(limits),
        markHeard(ledger$),
      ),
      state.captions$,
    ),
  );
  return showing;
};
