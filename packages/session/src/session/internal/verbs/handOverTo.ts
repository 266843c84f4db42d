import { sessionUpdate } from '@rx-realtime/codecs';
import { catchError, defer, map, throwError } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Agent, HandedOver } from '../../../manners/agent.ts';
import { agentSettings } from '../../../manners/agentSettings.ts';
import type { AssistantSettings, AssistantSocket } from '../../assistantConfig.ts';
import { isSessionError } from '../../sessionError.ts';
import { confirmed } from './confirmed.ts';

/** Whether the session began to speak while it was told to take another voice. */
const isVoiceRefused = (error: unknown): boolean =>
  isSessionError(error) &&
  (error.cause as { readonly code?: unknown } | undefined)?.code === 'cannot_update_voice';

/** Tells a session that it is another agent; emits when it has confirmed that. */
export const handOverTo = (
  agent: Agent,
  hasSpoken: boolean,
  socket: AssistantSocket,
): Observable<HandedOver & { readonly settings: AssistantSettings }> =>
  defer(() => {
    const settings = agentSettings(agent, { hasSpoken });
    const voice = settings.audio?.output?.voice === undefined ? 'kept' : 'changed';
    return confirmed(socket, sessionUpdate(settings)).pipe(
      map(() => ({ to: agent.name, voice, settings }) as const),
      catchError((error: unknown) =>
        voice === 'changed' && isVoiceRefused(error)
          ? handOverTo(agent, true, socket)
          : throwError(() => error),
      ),
    );
  });
