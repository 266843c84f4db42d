import type { RealtimeError } from '../realtimeError.ts';
import type { NotBefore } from './NotBefore.ts';

/** What can still be done for a connection after it has failed. */
export interface Aftermath {
  /** What waits to be sent. */
  readonly outbox: { discard(message: string): void };
  /** When the next connection is made. */
  readonly notBefore: NotBefore;
}

/** By the error that told of the failure, which is all that an operator behind the socket sees of it. */
const aftermaths = new WeakMap<RealtimeError, Aftermath>();

export const keepAftermath = (error: RealtimeError, aftermath: Aftermath): void => {
  aftermaths.set(error, aftermath);
};

export const aftermathOf = (error: RealtimeError): Aftermath | undefined => aftermaths.get(error);
