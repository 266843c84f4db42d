import type { PlaybackLedger, Player } from '@rx-realtime/audio';
import { conversationItemDelete, responseCreate } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { EMPTY, filter, share, Subscription } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { pausable } from '../../manners/pausable.ts';
import { pauseThenDecide } from '../../manners/pauseThenDecide.ts';
import type { BargeInStep } from '../../manners/pauseThenDecide.ts';
import type { AssistantConfig } from '../assistantConfig.ts';

/** What a session gives way with. */
export interface GiveWayConfig {
  readonly bargeIn: AssistantConfig['bargeIn'];
  readonly live$: Observable<ServerEvent>;
  readonly ledger$: Observable<PlaybackLedger>;
  readonly scheduler: SchedulerLike;
  readonly send: (event: ClientEvent) => void;
}

/** The player, and what cuts it, where the user's voice pauses it first. */
export interface GivingWay {
  readonly player: Player;
  readonly cut$: Observable<unknown>;
  readonly deciding: Subscription;
}

export const giveWay = (
  player: Player,
  { bargeIn, live$, ledger$, scheduler, send }: GiveWayConfig,
): GivingWay => {
  if (bargeIn === undefined) return { player, cut$: EMPTY, deciding: Subscription.EMPTY };
  const paused = pausable(player);
  const steps$ = live$.pipe(pauseThenDecide({ ...bargeIn, ledger$, scheduler }), share());
  const follow = ({ step, itemId }: BargeInStep): void => {
    if (step === 'pause') paused.pause();
    if (step === 'resume') paused.resume();
    if (step === 'answer') send(responseCreate());
    if (step === 'forget') send(conversationItemDelete(itemId));
  };
  return {
    player: paused,
    cut$: steps$.pipe(filter(({ step }) => step === 'cut')),
    deciding: steps$.subscribe(follow),
  };
};
