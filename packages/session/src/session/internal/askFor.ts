import { conversationItemCreate, randomId, userMessage } from '@rx-realtime/codecs';
import type { ClientEvent, ResponseCreateParams, UserMessageItem } from '@rx-realtime/codecs';
import { request } from '@rx-realtime/events';
import { collectResponse } from '@rx-realtime/responses';
import type { CollectedResponse, ResponseStream, ScheduleReport } from '@rx-realtime/responses';
import { defer, filter, ignoreElements, map, merge, take } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { RealtimeTool } from '../../tools/realtimeTool.ts';
import type { UserInput } from '../assistant.ts';
import type { AssistantSocket } from '../assistantConfig.ts';
import { SessionError } from '../sessionError.ts';

/** What asks, and what is heard of the answer. */
export interface AskContext {
  readonly socket: AssistantSocket;
  readonly scheduler: SchedulerLike;
  readonly answers$: Observable<ResponseStream>;
  readonly reports$: Observable<ScheduleReport>;
  readonly tools: readonly RealtimeTool[];
  /** Asks for a response, in its turn. */
  readonly send: (event: ClientEvent) => void;
}

/** One message of the user with all that was said. */
export const messageOf = (said: readonly UserInput[]): UserMessageItem =>
  userMessage(
    ...said.flatMap((part) =>
      typeof part === 'string' ? [{ type: 'input_text' as const, text: part }] : part.content,
    ),
  );

/** Marks the responses that belong to a question: what follows its tools carries the same. */
const questionKey = 'rx_realtime_ask';

const isSilent = (tools: readonly RealtimeTool[], called: string | null | undefined): boolean =>
  tools.some(({ name, followUp }) => name === called && followUp === 'silent');

/** Whether no other response will follow, because no tool asks for one. */
const isFinal = (tools: readonly RealtimeTool[], { outcome, functionCalls }: CollectedResponse): boolean =>
  outcome.status === 'cancelled' ||
  outcome.status === 'failed' ||
  functionCalls.every(({ name }) => isSilent(tools, name));

/** Says something, and emits the answer to it. */
export const askFor = (
  said: readonly UserInput[],
  settings: ResponseCreateParams,
  { socket, scheduler, answers$, reports$, tools, send }: AskContext,
): Observable<CollectedResponse> =>
  defer(() => {
    const question = randomId('ask_');
    const event_id = randomId('event_');
    const answer$ = answers$.pipe(
      filter(({ created }) => created?.metadata?.[questionKey] === question),
      collectResponse(),
      filter((response) => isFinal(tools, response)),
    );
    const refusal$ = reports$.pipe(
      filter((report) => 'eventId' in report && report.eventId === event_id && report._tag !== 'Deferred'),
      map((report): never => {
        throw new SessionError('response_refused', `the answer will not come: ${report._tag}`, report);
      }),
    );
    const said$ = request(socket, conversationItemCreate(messageOf(said)), { scheduler });
    const metadata = { ...settings.metadata, [questionKey]: question };
    const asked$ = defer(() => {
      send({ type: 'response.create', event_id, response: { ...settings, metadata } });
      return [];
    });
    return merge(answer$, refusal$, said$.pipe(ignoreElements()), asked$).pipe(take(1));
  });
