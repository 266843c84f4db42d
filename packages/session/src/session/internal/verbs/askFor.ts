import { conversationItemCreate, itemIdOf, userMessage } from '@rx-realtime/codecs';
import type { ResponseCreateParams, UserMessageItem } from '@rx-realtime/codecs';
import { collectResponse } from '@rx-realtime/responses';
import type { CollectedResponse } from '@rx-realtime/responses';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import { defer, filter, ignoreElements, merge, mergeMap, of, take } from 'rxjs';
import type { Observable } from 'rxjs';
import { asideKey } from '../../../manners/internal/marks.ts';
import type { RealtimeTool } from '../../../tools/realtimeTool.ts';
import type { AskConfig, UserInput } from '../../assistant.ts';
import { asking } from './asking.ts';
import type { AskContext } from './asking.ts';
import { confirmed } from './confirmed.ts';

/** One message of the user with all that was said. */
export const messageOf = (said: readonly UserInput[]): UserMessageItem =>
  userMessage(
    ...said.flatMap((part) =>
      typeof part === 'string' ? [{ type: 'input_text' as const, text: part }] : part.content,
    ),
  );

const isSilent = (tools: readonly RealtimeTool[], called: string | null | undefined): boolean =>
  tools.some(({ name, followUp }) => name === called && followUp === 'silent');

/** Whether no other response will follow, because no tool asks for one. */
const isFinal = (tools: readonly RealtimeTool[], { outcome, functionCalls }: CollectedResponse): boolean =>
  outcome.status === 'cancelled' ||
  outcome.status === 'failed' ||
  functionCalls.every(({ name }) => isSilent(tools, name));

/** Says something, and emits the answer to it. */
const askInConversation = (
  said: readonly UserInput[],
  settings: ResponseCreateParams,
  context: AskContext,
): Observable<CollectedResponse> =>
  defer(() => {
    const { socket, tools } = context;
    const answer$ = asking(settings, context).pipe(
      collectResponse(),
      filter((response) => isFinal(tools(), response)),
    );
    const said$ = confirmed(socket, conversationItemCreate(messageOf(said)));
    return merge(said$.pipe(ignoreElements()), answer$).pipe(take(1));
  });

/** The items that a question beside the conversation refers to. */
const referencesTo = ({ items }: Pick<ConversationSnapshot, 'items'>) =>
  items.flatMap((item) => {
    const id = itemIdOf(item);
    return id === undefined ? [] : [{ type: 'item_reference', id } as const];
  });

/** Asks something beside the conversation. */
const askAside = (
  said: readonly UserInput[],
  settings: ResponseCreateParams,
  context: AskContext,
): Observable<CollectedResponse> =>
  merge(context.conversation$, of({ items: [] })).pipe(
    take(1), // what there is now
    mergeMap((snapshot) => {
      const input = [...(settings.input ?? referencesTo(snapshot)), messageOf(said)];
      const metadata = { ...settings.metadata, [asideKey]: 'true' };
      const beside = { output_modalities: ['text'], tool_choice: 'none', conversation: 'none' } as const;
      return asking({ ...beside, ...settings, conversation: 'none', input, metadata }, context);
    }),
    collectResponse(),
    take(1),
  );

/** Asks something, and emits the answer. */
export const askFor = (
  said: readonly UserInput[],
  { aside = false, ...settings }: AskConfig,
  context: AskContext,
): Observable<CollectedResponse> =>
  aside ? askAside(said, settings, context) : askInConversation(said, settings, context);
