import { withIds } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { defer, EMPTY, filter, map, merge, take } from 'rxjs';
import type { Observable } from 'rxjs';
import type { AssistantSocket } from '../../assistantConfig.ts';
import { SessionError } from '../../sessionError.ts';

/** Sends an event, and emits what the server says to it: where the conversation outlives its line, in whichever session. */
export const confirmed = (socket: AssistantSocket, event: ClientEvent): Observable<ServerEvent | undefined> =>
  defer(() => {
    const sent = withIds(event);
    const told$ = socket.delivery$.pipe(
      filter(({ event: { event_id: eventId } }) => eventId === sent.event_id),
      map(({ state, reply }) => {
        if (state !== 'acknowledged')
          throw new SessionError('request_failed', `${sent.type} was not confirmed: it is ${state}`);
        if (reply?.type === 'error')
          throw new SessionError('request_failed', reply.error.message, reply.error);
        return reply;
      }),
    );
    const sending$ = defer(() => {
      socket.next(sent);
      return EMPTY;
    });
    return merge(told$, sending$).pipe(take(1));
  });
