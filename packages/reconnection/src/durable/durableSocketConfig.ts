import type { SessionSettings } from '@rx-realtime/codecs';
import type { RealtimeSocketConfig } from '@rx-realtime/connection';
import type { Observable } from 'rxjs';
import type { HeardPart } from '../ledger/ledger.ts';
import type { LedgerStore } from '../ledger/ledgerStore.ts';
import type { ReplayPolicy } from '../restore/replayPolicy.ts';
import type { ReconnectConfig } from '../retry/reconnect.ts';
import type { DurableConnectionInfo, DurableEndpoint } from './durableEndpoint.ts';
import type { FailoverConfig } from './failoverConfig.ts';
import type { RotationConfig } from './rotationConfig.ts';

/** What becomes of an answer that the connection was lost in. */
export type InFlightPolicy = 'continue' | 'regenerate' | 'drop';

/** How a `DurableSocket` connects, what it keeps, and what it gives to a new session. */
export interface DurableSocketConfig extends Omit<RealtimeSocketConfig, 'session'> {
  /**
   * Where the conversation can be held, in the order of preference: when one cannot be reached or refuses, the next one is
   * tried, and given the conversation. Stands in place of `model`, `url`, `apiKey`, `dialect` and the other fields of one
   * endpoint, of which then none is used.
   *
   * @defaultValue the one endpoint of those fields
   */
  readonly endpoints?: readonly DurableEndpoint[];
  /** How the conversation goes from one endpoint to the next. */
  readonly failover?: FailoverConfig;
  /** When a session is replaced before it ends; `false` for never, so that its end is a lost connection. */
  readonly rotation?: RotationConfig | false;
  /**
   * Whether a server's 1000 is taken for a lost connection while something is owed: a turn, an answer, the confirmation of
   * an event, the output of a call.
   *
   * @defaultValue `false`: a 1000 is the end
   */
  readonly reconnectOn1000?: boolean;
  /**
   * Sent as `session.update` before anything else of each new session, with what the client has changed since. A function
   * is asked for each connection anew: put secrets there.
   */
  readonly session?: SessionSettings | ((connection: DurableConnectionInfo) => SessionSettings | undefined);
  /** Where the conversation is kept, so that another socket can go on with it. @defaultValue in the socket alone */
  readonly ledger?: LedgerStore;
  /**
   * How much the listener has heard: the `parts` of the ledger of `playback`. Another process that takes over restores that,
   * and not what was received. An error is the end of it, told on `sourceError$`. `DurableSocket.heard` does the same.
   *
   * @defaultValue what was received counts as heard, but where it was truncated
   */
  readonly heard$?: Observable<HeardPart>;
  /** How much of the conversation a new session is given; `summarised` tells the rest in a summary. */
  readonly replay?: ReplayPolicy;
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
  /** The sound of turns without a transcript is kept up to this, as base64. @defaultValue 8,388,608 bytes */
  readonly maxSoundBytes?: number;
}
