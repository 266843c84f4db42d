import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { EMPTY, map, observeOn } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { greet } from '../../manners/greet.ts';
import type { AssistantConfig, AssistantSocket } from '../assistantConfig.ts';

/** The first words, where nobody else has said or asked for any. */
export const greeting = (
  { greeting: words }: Pick<AssistantConfig, 'greeting'>,
  { ledger$ }: AssistantSocket,
  live$: Observable<ServerEvent>,
  scheduler: SchedulerLike,
): Observable<ClientEvent> => {
  if (words === undefined) return EMPTY;
  const isBegun$ = ledger$?.pipe(
    map(
      ({ conversation, delivery }) =>
        conversation.size > 0 || delivery.some(({ type }) => type === 'response.create'),
    ),
  );
  // Not while the socket is still telling that there is a session: what waited goes first.
  return live$.pipe(greet(words, isBegun$ ? { isBegun$ } : {}), observeOn(scheduler));
};
