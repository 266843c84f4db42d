import { randomId } from '@rx-realtime/codecs';
import type { ClientEvent, ResponseCreateParams, ServerEvent } from '@rx-realtime/codecs';
import type { ResponseStream, ScheduleReport } from '@rx-realtime/responses';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import { defer, filter, map, merge } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import { askKey } from '../../../manners/internal/marks.ts';
import type { RealtimeTool } from '../../../tools/realtimeTool.ts';
import type { AssistantSocket } from '../../assistantConfig.ts';
import { SessionError } from '../../sessionError.ts';

/** What asks, and what is heard of the answer. */
export interface AskContext {
  readonly socket: AssistantSocket;
  readonly scheduler: SchedulerLike;
  readonly live$: Observable<ServerEvent>;
  readonly answers$: Observable<ResponseStream>;
  readonly reports$: Observable<ScheduleReport>;
  /** What was said until now, and from now on. */
  readonly conversation$: Observable<ConversationSnapshot>;
  readonly tools: () => readonly RealtimeTool[];
  /** Asks for a response, in its turn. */
  readonly send: (event: ClientEvent) => void;
}

/**
 * Asks for a response, and emits all that come of it: also those after the tools that it calls, and what goes on in another
 * session. Fails when none will come.
 */
export const asking = (
  settings: ResponseCreateParams,
  { live$, answers$, reports$, send }: Pick<AskContext, 'live$' | 'answers$' | 'reports$' | 'send'>,
): Observable<ResponseStream> =>
  defer(() => {
    const question = randomId('ask_');
    const event_id = randomId('event_');
    const refused = (why: string, cause: unknown): never => {
      throw new SessionError('response_refused', `the answer will not come: ${why}`, cause);
    };
    const answer$ = answers$.pipe(filter(({ created }) => created?.metadata?.[askKey] === question));
    // What waits for its turn is reported by who lets it wait, what does not by the server.
    const refusal$ = merge(
      reports$.pipe(
        filter((report) => 'eventId' in report && report.eventId === event_id && report._tag !== 'Deferred'),
        map((report) => refused(report._tag, report)),
      ),
      live$.pipe(
        filter((event) => event.type === 'error' && event.error.event_id === event_id),
        filter(() => settings.conversation === 'none'),
        map((event) => refused('Refused', event)),
      ),
    );
    const asked$ = defer(() => {
      const metadata = { ...settings.metadata, [askKey]: question };
      send({ type: 'response.create', event_id, response: { ...settings, metadata } });
      return [];
    });
    return merge(answer$, refusal$, asked$);
  });
