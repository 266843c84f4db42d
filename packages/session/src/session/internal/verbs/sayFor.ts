import { assistantText, conversationItemCreate, textOf } from '@rx-realtime/codecs';
import { collectResponse } from '@rx-realtime/responses';
import type { CollectedResponse } from '@rx-realtime/responses';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import { combineLatest, defer, map, mergeMap, of, scan, startWith, switchMap, take, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import type { SayConfig } from '../../../manners/sayConfig.ts';
import type { SayOutcome } from '../../../manners/sayOutcome.ts';
import { saidExactly } from '../../../manners/saidExactly.ts';
import { sayExactly } from '../../../manners/sayExactly.ts';
import { asking } from './asking.ts';
import type { AskContext } from './asking.ts';
import { confirmed } from './confirmed.ts';

/** How long the session that is restored may take to go on with words that were cut off. */
const goesOnWithinMs = 10_000;

const isCutOff = ({ outcome }: CollectedResponse): boolean =>
  outcome.status === 'interrupted' && outcome.reason === 'connection_lost';

/**
 * What a response has said. Of one that was cut off words run ahead of the sound, which nobody has heard: the conversation
 * has those that are to be gone on from.
 */
const wordsOf = (
  response: CollectedResponse,
  conversation: Pick<ConversationSnapshot, 'find'> | undefined,
): string => {
  const { transcript, text, audio } = response;
  if (!isCutOff(response) || audio.length === 0) return transcript || text;
  const itemIds = new Set(audio.map(({ itemId }) => itemId));
  return [...itemIds].map((id) => textIn(conversation, id)).join(' ');
};

const textIn = (conversation: Pick<ConversationSnapshot, 'find'> | undefined, id: string): string => {
  const item = conversation?.find(id)?.item;
  return item === undefined ? '' : textOf(item);
};

/** Has the assistant say something, and emits what it said. */
export const sayFor = (text: string, settings: SayConfig, context: AskContext): Observable<SayOutcome> =>
  defer(() => {
    const { scheduler, socket, conversation$ } = context;
    const aside = settings.conversation === 'none' ? { input: [] } : {};
    const { response = {} } = sayExactly(text, { ...aside, ...settings });
    const responses$ = asking(response, context).pipe(
      collectResponse(),
      scan<CollectedResponse, readonly CollectedResponse[]>((before, one) => [...before, one], []),
    );
    const said$ = combineLatest([responses$, conversation$.pipe(startWith(undefined))]).pipe(
      switchMap(([all, conversation]) => {
        const last = all.at(-1);
        if (last === undefined) return [];
        const said = all.map((one) => wordsOf(one, conversation)).join(' ');
        const exact = saidExactly(text, said);
        const outcome: SayOutcome = { exact, asked: text, said, outcome: last.outcome };
        return isCutOff(last) && !exact
          ? timer(goesOnWithinMs, scheduler).pipe(map(() => outcome))
          : of(outcome);
      }),
      take(1),
    );
    if (settings.conversation !== 'none') return said$;
    return said$.pipe(
      mergeMap((outcome) =>
        outcome.said === ''
          ? of(outcome)
          : confirmed(socket, conversationItemCreate(assistantText(outcome.said))).pipe(map(() => outcome)),
      ),
    );
  });
