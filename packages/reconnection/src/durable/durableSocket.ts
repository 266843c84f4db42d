import type { ConnectionRestored, SessionSettings } from '@rx-realtime/codecs';
import type { ConnectionInfo, RealtimeSocket, RealtimeSocketConfig } from '@rx-realtime/connection';
import { socketOf } from '@rx-realtime/connection/link';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Observable } from 'rxjs';
import type { Ledger } from '../ledger/ledger.ts';
import type { LedgerStore } from '../ledger/ledgerStore.ts';
import type { LedgerStoreError } from '../ledger/ledgerStoreError.ts';
import type { ReplayLimits } from '../restore/replayLimits.ts';
import type { ReconnectConfig } from '../retry/reconnect.ts';
import { DurableConnection } from './internal/DurableConnection.ts';

/** What becomes of an answer that the connection was lost in. */
export type InFlightPolicy = 'continue' | 'regenerate' | 'drop';

/** How a {@link DurableSocket} connects, what it keeps, and what it gives to a new session. */
export interface DurableSocketConfig extends Omit<RealtimeSocketConfig, 'session'> {
  /**
   * Sent as `session.update` before anything else of each new session, with what the client has changed since. A function
   * is asked for each connection anew: put secrets there.
   */
  readonly session?: SessionSettings | ((connection: ConnectionInfo) => SessionSettings | undefined);
  /** Where the conversation is kept, so that another socket can go on with it. @defaultValue in the socket alone */
  readonly ledger?: LedgerStore;
  /** How much of the conversation a new session is given. */
  readonly replay?: ReplayLimits;
  /**
   * What becomes of an answer that the connection was lost in: `continue` asks to go on from what was received, without
   * repeating it; `regenerate` asks again, if nothing of it was received and no function called; `drop` leaves it.
   *
   * @defaultValue `continue`
   */
  readonly inFlight?: InFlightPolicy;
  /** When to connect again, and when to give up. */
  readonly retry?: Omit<ReconnectConfig, 'scheduler'>;
  /** The sound of a turn that nobody has answered yet is kept up to this and said again. @defaultValue 30,000 ms */
  readonly maxOwedMs?: number;
  /** The sound of turns without a transcript is kept up to this, in characters of base64. @defaultValue 8,388,608 */
  readonly maxSoundBytes?: number;
}

/** A {@link RealtimeSocket} whose conversation outlives its connections. */
export interface DurableSocket extends RealtimeSocket {
  /** What each new session holds of the conversation; the same event is in the stream. */
  readonly restored$: Observable<ConnectionRestored>;
  /** What was said; emits the current conversation at once. */
  readonly conversation$: Observable<ConversationSnapshot>;
  /** Everything that is known; emits the current ledger at once. */
  readonly ledger$: Observable<Ledger>;
  /** What the store could not keep; the conversation goes on. */
  readonly storeError$: Observable<LedgerStoreError>;
  /**
   * Claims a call of the model before its tool runs: emits true once that is durable, or false when somebody has claimed it
   * before.
   *
   * @param callId `call_id` of the call
   */
  claim(callId: string): Observable<boolean>;
}

/**
 * Opens the Realtime API as a socket whose conversation outlives its connections.
 *
 * The service forgets everything when a socket closes. This one notes what was said, connects again, and gives it to the
 * new session: items under their own ids and in their order, settings, what waited to be sent, the sound of a turn that
 * nobody has answered. Subscribers and senders stay valid; for them the conversation goes on after a
 * `connection.restored`, which says what the new session holds.
 *
 * ```
 * next:           --a--b-----c-----------d----
 * durableSocket:  ^S--a'--b'--L-------R--c'--d'-    S = session.created, L = connection.lost, R = connection.restored
 * ```
 *
 * - **Value**: every event of the session that there is, and `connection.lost` and `connection.restored`; what answers a
 *   restoration is left out. After the first one, `session.created` never comes again.
 * - **Completion**: `complete()`, the last unsubscription, or the server's 1000.
 * - **Error**: what no new connection can mend; `ReconnectError` when it gives up. What then still waits is told on
 *   `delivery$` and `undelivered$`.
 * - **Unsubscription**: the last one closes; the conversation stays.
 * - **Re-subscription**: opens a new session and restores the conversation into it.
 * - **Memory**: the conversation, up to 10,000 items; `maxOwedMs` of sound, and `maxSoundBytes` of turns without transcript.
 *
 * @param config where to connect, and what to keep
 * @example
 * import { conversationItemCreate, userText } from '@rx-realtime/codecs';
 * import { durableSocket } from '@rx-realtime/reconnection';
 * import { createSimulator } from '@rx-realtime/simulator';
 *
 * const { WebSocket } = createSimulator({
 *   faults: [{ at: { connection: 1, event: 'conversation.item.done' }, do: 'reset' }],
 * });
 * const socket = durableSocket({ url: 'ws://simulator', WebSocketCtor: WebSocket, retry: { firstMs: 1 } });
 * const connection = socket.connect();
 * socket.next(conversationItemCreate(userText('My name is Ada.')));
 * socket.restored$.subscribe(({ report }) => {
 *   console.log(report.exact.length); // prints: 1
 *   connection.unsubscribe();
 * });
 */
export function durableSocket(config: DurableSocketConfig): DurableSocket {
  const machine = new DurableConnection(config);
  const { restored$, conversation$, ledger$, storeError$ } = machine;
  return Object.assign(socketOf(machine), {
    restored$: restored$.asObservable(),
    conversation$,
    ledger$: ledger$.asObservable(),
    storeError$: storeError$.asObservable(),
    claim: (callId: string) => machine.claim(callId),
  });
}
