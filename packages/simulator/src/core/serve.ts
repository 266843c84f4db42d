import { Observable, Subscription } from 'rxjs';
import { admit } from '../admission/admit.ts';
import { closeReason } from '../admission/closeReason.ts';
import type { AdmissionRules, Admitted, ConnectionRequest } from '../admission/admission.ts';
import { clientEvent, longestEventId } from '../shapes/clientEvent.ts';
import { openConversation } from '../session/openConversation.ts';
import { createIds } from '../scope/ids.ts';
import type { Frame } from '../line/frame.ts';
import type { Outgoing } from '../line/lineCommand.ts';
import { seededRandom } from '../scope/random.ts';
import { binaryFrame, invalidJson, serverError, sessionExpired } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { Scope } from '../scope/scope.ts';
import type { Settings } from '../scope/settings.ts';
import type { ServerSession } from '../session/serverSession.ts';
import { isTooDeep } from '../shapes/isTooDeep.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import { lastOne } from '../scope/lastOne.ts';
import { reasonOf } from '../scope/reasonOf.ts';
import { openTranscription } from '../session/openTranscription.ts';
import { openTranslation } from '../session/openTranslation.ts';

export interface Connection {
  readonly request: ConnectionRequest;
  /** What the request asks for, read. */
  readonly address: URL;
  readonly seed: number;
  readonly settings: Settings;
  readonly rules: AdmissionRules;
  readonly notice: (text: string) => void;
  readonly tell: Scope['tell'];
}

const clientIdOf = (value: unknown): string | null => {
  const id = isObject(value) ? value['event_id'] : undefined;
  return typeof id === 'string' && id.length <= longestEventId ? id : null;
};

/** A client event, or what is wrong with the frame or the event. */
interface Read {
  readonly event?: JsonObject;
  readonly refused?: Refusal | undefined;
  readonly clientId: string | null;
}

const unreadable: Read = { refused: invalidJson, clientId: null };

const parse = (frame: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(frame) };
  } catch {
    return undefined;
  }
};

const read = (frame: string): Read => {
  const parsed = parse(frame);
  if (parsed === undefined || isTooDeep(parsed.value)) return unreadable;
  const { value } = parsed;
  const clientId = clientIdOf(value);
  const refused = clientEvent(value, '');
  return isObject(value) ? { event: value, refused, clientId } : { refused, clientId };
};

const openSession = (scope: Scope, { kind, model, setup }: Admitted): ServerSession => {
  if (kind === 'transcription') return openTranscription(scope, setup);
  return kind === 'translation'
    ? openTranslation(scope, model, setup)
    : openConversation(scope, model, setup);
};

/**
 * Serves one connection: client frames in, server events and the close frame out. Knows no transport.
 * Every subscription is a session of its own; unsubscribing ends it and everything it has scheduled.
 */
export const serve = (
  { request, address, seed, settings, rules, notice, tell }: Connection,
  incoming$: Observable<Frame>,
) =>
  new Observable<Outgoing>((subscriber) => {
    const { scheduler, timing } = settings;
    const timers = new Subscription();
    const random = seededRandom(seed);
    const ids = createIds(random);
    subscriber.add(timers);

    /** A fault of a script (responder, transcribe, voice) or of the server: it must not take other sessions down. */
    const failed = (what: string, error: unknown, clientId: string | null = null): void => {
      notice(`${what}: ${reasonOf(error)}`);
      scope.refuse(serverError, clientId);
    };

    const scope: Scope = {
      settings,
      random,
      ids,
      notice,
      tell,
      emit: (type, body) =>
        subscriber.next({ kind: 'event', event: { type, event_id: ids.event(), ...body } }),
      refuse: (why, clientEventId = null) =>
        scope.emit('error', { error: { ...why, event_id: clientEventId } }),
      close: (code, reason) => {
        subscriber.next({ kind: 'close', code, reason });
        subscriber.complete();
      },
      during: (work$) =>
        timers.add(work$.subscribe({ error: (error) => failed('Something under way failed', error) })),
      after: (delayMs, work) => {
        const timer = scheduler.schedule(() => {
          timers.remove(timer);
          try {
            work();
          } catch (error) {
            failed('Something that was due failed', error);
          }
        }, delayMs);
        timers.add(timer);
        return () => timer.unsubscribe();
      },
    };

    const admission = admit(request, address, rules);
    if ('refused' in admission) {
      scope.refuse(admission.refused);
      scope.close(admission.closeCode, closeReason(admission.refused));
      return;
    }
    const session = openSession(scope, admission);
    subscriber.add(() => session.end());

    scope.after(timing.sessionMs, () => {
      scope.refuse(sessionExpired);
      scope.close(1001, sessionExpired.message);
    });

    const readFrame = lastOne(read);
    const handle = (frame: Frame): void => {
      if (typeof frame !== 'string') return scope.refuse(binaryFrame);
      const { event, refused, clientId } = readFrame(frame);
      try {
        const offence = refused ?? (event && session.receive(event));
        if (offence) scope.refuse(offence, clientId);
      } catch (error) {
        failed('A client event could not be handled', error, clientId);
      }
    };
    subscriber.add(incoming$.subscribe({ next: handle, complete: () => subscriber.complete() }));
  });
