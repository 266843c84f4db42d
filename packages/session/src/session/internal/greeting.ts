import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { EMPTY, map } from 'rxjs';
import type { Observable } from 'rxjs';
import { greet } from '../../manners/greet.ts';
import type { AssistantConfig, AssistantSocket } from '../assistantConfig.ts';

/** The first words, where nobody else has said or asked for any. */
export const greeting = (
  { greeting: words }: Pick<AssistantConfig, 'greeting'>,
  { ledger$ }: AssistantSocket,
  live$: Observable<ServerEvent>,
): Observable<ClientEvent> => {
  if (words === undefined) return EMPTY;
  const isBegun$ = ledger$?.pipe(
    map(
      ({ conversation, delivery }) =>
        conversation.size > 0 || delivery.some(({ type }) => type === 'response.create'),
    ),
  );
  return live$.pipe(greet(words, isBegun$ ? { isBegun$ } : {}));
};
