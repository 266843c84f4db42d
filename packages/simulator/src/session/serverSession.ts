import type { Refusal } from '../shapes/refusal.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** A session of any kind: takes checked client events, one at a time. */
export interface ServerSession {
  /** Handles an event; a refusal becomes an `error` event. */
  readonly receive: (event: JsonObject) => Refusal | undefined;
  /** The client is gone or the time is up. */
  readonly end: () => void;
}
