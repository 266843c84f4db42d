import type { Speech } from '@rx-realtime/audio';
import { conversationItemDelete } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { from, identity, of, Subscription, switchMap, take } from 'rxjs';
import type { MonoTypeOperatorFunction, Observable, SchedulerLike } from 'rxjs';
import type { Guards } from '../../manners/guards.ts';
import { guardSpeech } from '../../manners/guardSpeech.ts';
import type { SpokenSentence } from '../../manners/spokenSentence.ts';
import { sayExactly } from '../../manners/sayExactly.ts';
import { withdraw } from '../../manners/withdraw.ts';
import { withoutAsides } from '../../manners/withoutAsides.ts';
import { InputVerdicts } from './InputVerdicts.ts';
import type { StateStreams } from './StateStreams.ts';

/** What the guards of a session work with. */
export interface GuardingConfig {
  readonly live$: Observable<ServerEvent>;
  readonly scheduler: SchedulerLike;
  readonly state: StateStreams;
  readonly send: (event: ClientEvent) => void;
  /** Asks for a response, in its turn. */
  readonly ask: (event: ClientEvent) => void;
}

/** The guards of a session: what holds speech back, between `speech()` and `playback()`, and what to end with it. */
export const guarding = (
  { input, output, instead, timeoutMs }: Guards,
  { live$, scheduler, state, send, ask }: GuardingConfig,
): readonly [MonoTypeOperatorFunction<Speech>, Subscription] => {
  const watching = new Subscription();
  if (!input && !output) return [identity, watching];
  const rejected = (what: unknown): void => {
    state.report('guard_rejected', what, 'it may not be said');
    if (instead !== undefined) ask(sayExactly(instead));
  };
  const limits = { scheduler, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const verdicts = input && new InputVerdicts(input, limits, watching);
  /** Sentences that were not at fault themselves. */
  const consequences = new Set<string>();
  if (verdicts) {
    watching.add(live$.subscribe((event) => verdicts.received(event)));
    watching.add(
      verdicts.rejected$.subscribe((itemId) => {
        send(conversationItemDelete(itemId));
        rejected({ itemId });
      }),
    );
  }
  const judge = (sentence: SpokenSentence): Observable<boolean> =>
    (verdicts?.of(sentence.responseId) ?? of(true)).pipe(
      take(1),
      switchMap((isAllowed) => {
        if (!isAllowed) consequences.add(sentence.responseId);
        return isAllowed && output ? from(output(sentence)) : of(isAllowed);
      }),
    );
  const rejectedObserver = {
    next: (sentence: Parameters<typeof withdraw>[0]) => {
      withdraw(sentence).forEach(send);
      if (!consequences.delete(sentence.responseId)) rejected(sentence);
    },
  };
  // Nobody hears an aside, so nobody judges it.
  return [guardSpeech(live$.pipe(withoutAsides()), judge, { ...limits, rejectedObserver }), watching];
};
