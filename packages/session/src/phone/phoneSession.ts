import { ReplaySubject, Subject, switchMap } from 'rxjs';
import type { Observable, Subscription } from 'rxjs';
import type { PhoneCall } from '@rx-realtime/audio/phone';
import type { HeardCaption } from '../captions/heardCaption.ts';
import type { Assistant } from '../session/assistant.ts';
import type { SessionError } from '../session/sessionError.ts';
import { LiveCall } from './internal/LiveCall.ts';
import type { PhoneConfig } from './phoneConfig.ts';
import type { PhoneEnd } from './phoneEnd.ts';
import type { PhoneNotice } from './phoneNotice.ts';

/** An assistant on a call. The streams replay their newest value, complete when the call ends, and never fail. */
export interface PhoneSession {
  /** The call, when it has begun. */
  readonly call$: Observable<PhoneCall>;
  /** The assistant on it, when the call has begun: all its streams and verbs. */
  readonly assistant$: Observable<Assistant>;
  /** What both sides say, and what the caller has heard of it. */
  readonly captions$: Observable<readonly HeardCaption[]>;
  /** What is worth knowing, as it happens. */
  readonly notices$: Observable<PhoneNotice>;
  /** What went wrong, as it happens, with the call or the assistant. */
  readonly errors$: Observable<SessionError>;
  /** How the call ended: once. */
  readonly ended$: Observable<PhoneEnd>;
  /** Takes the call, once; unsubscribing hangs up. A second call gives the same subscription. */
  connect(): Subscription;
  /** Ends the call now. */
  hangUp(): void;
}

/**
 * An assistant on a telephone call, whoever the provider is.
 *
 * It answers, is interrupted, and hangs up when its goodbye was heard.
 *
 * ```
 * media ─► voice$ ─► realtimeSession ─► player ─► media
 *                    marks ─► what was heard ─► captions$ ─► heardLines ─► hang up
 * ```
 *
 * The session speaks and hears the coding of the call, where that is µ-law or A-law, so nothing is resampled; of what was
 * played only the provider's marks are believed, and a barge-in is cut there. The model ends the call with `hang_up`: when
 * the last thing it said was heard to its end, or 30 s later. A caller who speaks before that goes on with the conversation. When the
 * caller hangs up, the session ends; when the session is lost for good, the call is hung up.
 *
 * Each call has its own: what happens to one does not touch another.
 *
 * Nothing is in here that is not in an exported operator or in `realtimeSession`.
 *
 * @param config the call, and the parts of the assistant
 * @returns the session; nothing happens before `connect()`
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { twilioCall } from '@rx-realtime/audio/phone';
 * import { phoneSession } from '@rx-realtime/session/phone';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { Subject } from 'rxjs';
 *
 * const { WebSocket: WebSocketCtor } = createSimulator();
 * const frames$ = new Subject<string>(); // what comes from Twilio's WebSocket
 * const phone = phoneSession({
 *   media: twilioCall({ frames$, send: () => undefined, hangUp: () => frames$.complete() }),
 *   socket: (session) => realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor, session }),
 * });
 * phone.call$.subscribe(({ id }) => console.log(id));
 * phone.ended$.subscribe(({ reason }) => console.log(reason));
 * phone.connect();
 * frames$.next('{"event":"start","streamSid":"MZ1","start":{"streamSid":"MZ1","callSid":"CA1"}}'); // prints: CA1
 * frames$.next('{"event":"stop","streamSid":"MZ1"}'); // prints: caller
 *
 * @see {@link realtimeSession}, {@link heardLines}
 */
export function phoneSession(config: PhoneConfig): PhoneSession {
  const call$ = new ReplaySubject<PhoneCall>(1);
  const assistant$ = new ReplaySubject<Assistant>(1);
  const notices$ = new Subject<PhoneNotice>();
  const errors$ = new Subject<SessionError>();
  const ended$ = new ReplaySubject<PhoneEnd>(1);
  let live: LiveCall | undefined;
  const connect = (): Subscription => {
    if (live) return live.connection;
    live = new LiveCall(config, { call$, assistant$, notices$, errors$, ended$ });
    live.open();
    return live.connection;
  };
  return {
    call$: call$.asObservable(),
    assistant$: assistant$.asObservable(),
    captions$: assistant$.pipe(switchMap(({ captions$ }) => captions$)),
    notices$: notices$.asObservable(),
    errors$: errors$.asObservable(),
    ended$: ended$.asObservable(),
    connect,
    hangUp: () => live?.connection.unsubscribe(),
  };
}
