import type { IdentifiedClientEvent, ServerEvent } from '@rx-realtime/codecs';
import type { HeardPart, Ledger } from './ledger.ts';

/** One thing that happened to a conversation. */
export type LedgerEntry =
  /** A whole ledger, to go on from. */
  | { readonly type: 'snapshot'; readonly ledger: Ledger }
  /** A control event was accepted. */
  | { readonly type: 'accepted'; readonly event: IdentifiedClientEvent }
  /** The server has confirmed an event, or the restored conversation holds what it was about. */
  | { readonly type: 'confirmed'; readonly eventId: string; readonly reply?: ServerEvent | undefined }
  /** An event will have no effect: the server has refused it, or it was never sent. */
  | { readonly type: 'refused'; readonly eventId: string }
  /** The server said something, or the connection was lost. */
  | { readonly type: 'received'; readonly event: ServerEvent }
  /** The answer that is owed is left. */
  | { readonly type: 'waived' }
  /** Somebody runs a call. */
  | { readonly type: 'claimed'; readonly callId: string }
  /** The listener has heard so much of a part so far. */
  | ({ readonly type: 'played' } & HeardPart)
  /** The listener has heard so much of a part, and will hear no more of it. */
  | ({ readonly type: 'heard' } & HeardPart);
