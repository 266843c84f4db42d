import type { RealtimeError } from '../realtimeError.ts';

/** What can still be done for a connection after it has failed. */
export interface Aftermath {
  /** Nobody will connect again: what waits to be sent is reported. */
  abandon(): void;
  /** Nobody connects again before so many milliseconds have passed. */
  postpone(delayMs: number): void;
}

/** By the error that told of the failure, which is all that an operator behind the socket sees of it. */
const aftermaths = new WeakMap<RealtimeError, Aftermath>();

export const keepAftermath = (error: RealtimeError, aftermath: Aftermath): void => {
  aftermaths.set(error, aftermath);
};

export const aftermathOf = (error: RealtimeError): Aftermath | undefined => aftermaths.get(error);
