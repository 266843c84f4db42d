import type { ConnectionRestored } from '@rx-realtime/codecs';
import type { RealtimeSocket } from '@rx-realtime/connection';
import { socketOf } from '@rx-realtime/connection/link';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Observable } from 'rxjs';
import type { HeardPart, Ledger } from '../ledger/ledger.ts';
import type { LedgerStoreError } from '../ledger/ledgerStoreError.ts';
import type { DurableSocketConfig } from './durableSocketConfig.ts';
import type { RotationOutcome } from './rotationConfig.ts';
import { DurableConnection } from './internal/DurableConnection.ts';

/** A {@link RealtimeSocket} whose conversation outlives its connections. */
export interface DurableSocket extends RealtimeSocket {
  /** What each new session holds of the conversation; the same event is in the stream. */
  readonly restored$: Observable<ConnectionRestored>;
  /** What was said; emits the current conversation at once. */
  readonly conversation$: Observable<ConversationSnapshot>;
  /** Everything that is known; emits the current ledger at once. */
  readonly ledger$: Observable<Ledger>;
  /** How many events of sessions nobody has heard, because another session had taken over; emits the count at once. */
  readonly staleEvents$: Observable<number>;
  /** What the store could not keep; the conversation goes on. */
  readonly storeError$: Observable<LedgerStoreError>;
  /**
   * Claims a call of the model before its tool runs: emits true once that is durable, or false when somebody has claimed it
   * before.
   *
   * @param callId `call_id` of the call
   */
  claim(callId: string): Observable<boolean>;
  /** Tells how much of a part the listener has heard by now. */
  heard(part: HeardPart): void;
  /**
   * Goes over to a new session: opens it, gives it the conversation, and changes at a quiet point, or after `marginMs`
   * whatever is going on. Begins at once; the observable replays what became of it.
   */
  rotate(): Observable<RotationOutcome>;
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
 * Before a session ends by itself, after 60 minutes at OpenAI, another one is opened and takes over at a quiet point, so
 * that nothing is cut. Where an endpoint fails, the conversation goes on at the next of `endpoints`.
 *
 * - **Value**: every event of the session that there is, and `connection.lost` and `connection.restored`; what answers a
 *   restoration is left out. After the first one, `session.created` never comes again.
 * - **Completion**: `complete()`, or the server's 1000.
 * - **Error**: what no new connection can mend; `ReconnectError` when it gives up. What then still waits is told on
 *   `delivery$` and `undelivered$`.
 * - **Unsubscription**: the last one closes; the conversation stays.
 * - **Re-subscription**: opens a new session and restores the conversation into it. After `complete()`: completes.
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
 * const socket = durableSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: WebSocket, retry: { firstMs: 1 } });
 * const connection = socket.connect();
 * socket.next(conversationItemCreate(userText('My name is Ada.')));
 * socket.restored$.subscribe(({ report }) => {
 *   console.log(report.exact.length); // prints: 1
 *   connection.unsubscribe();
 * });
 */
export function durableSocket(config: DurableSocketConfig): DurableSocket {
  const machine = new DurableConnection(config);
  const { restored$, kept, owner } = machine;
  return Object.assign(socketOf(machine), {
    restored$: restored$.asObservable(),
    conversation$: kept.conversation$,
    ledger$: kept.ledger$.asObservable(),
    staleEvents$: owner.stale$.asObservable(),
    storeError$: kept.storeError$.asObservable(),
    claim: (callId: string) => kept.claim(callId),
    heard: (part: HeardPart) => kept.heard(part),
    rotate: () => machine.rotate(),
  });
}
