import { Subject } from 'rxjs';
import type { Observable, SchedulerLike } from 'rxjs';
import type { Admitted } from './admission.ts';
import { base62 } from '../core/ids.ts';
import type { Random } from '../core/random.ts';
import type { JsonObject } from '../shapes/shape.ts';

/** What the REST endpoints hand out and what connections later ask for: client secrets and calls. */
export interface Grants {
  /** Makes a client secret for a session; it opens sessions until it expires, which they outlive. */
  readonly mint: (
    admitted: Admitted,
    seconds: number,
  ) => { readonly value: string; readonly expiresAt: number };
  readonly grantOf: (secret: string) => Admitted | undefined;
  readonly acceptCall: (callId: string, setup: JsonObject) => void;
  readonly callOf: (callId: string) => JsonObject | undefined;
  /** Whether a call has ended; it does not come back. */
  readonly isOver: (callId: string) => boolean;
  /** Ends a call; its sideband connections close. */
  readonly endCall: (callId: string) => void;
  readonly ended$: Observable<string>;
}

export const createGrants = (scheduler: SchedulerLike, random: Random): Grants => {
  const secrets = new Map<string, { readonly admitted: Admitted; readonly expiresMs: number }>();
  const calls = new Map<string, JsonObject>();
  const over = new Set<string>();
  const ended$ = new Subject<string>();
  return {
    mint: (admitted, seconds) => {
      const value = `ek_${base62(random, 32)}`;
      const expiresMs = scheduler.now() + seconds * 1_000;
      secrets.set(value, { admitted, expiresMs });
      return { value, expiresAt: Math.floor(expiresMs / 1_000) };
    },
    grantOf: (secret) => {
      const grant = secrets.get(secret);
      return grant && scheduler.now() < grant.expiresMs ? grant.admitted : undefined;
    },
    acceptCall: (callId, setup) => calls.set(callId, setup),
    callOf: (callId) => calls.get(callId),
    isOver: (callId) => over.has(callId),
    endCall: (callId) => {
      over.add(callId);
      calls.delete(callId);
      ended$.next(callId);
    },
    ended$: ended$.asObservable(),
  };
};
