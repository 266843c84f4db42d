import { RecentIds } from '@rx-realtime/codecs';
import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import type { Admitted } from './admission.ts';
import { base62 } from '../scope/ids.ts';
import type { Random } from '../scope/random.ts';
import type { Time } from '../scope/time.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';

/** What the REST endpoints hand out and what connections later ask for: client secrets and calls. */
export interface Grants {
  /**
   * Makes a client secret for a session; it opens sessions until it expires, which they outlive. Undefined when too many
   * are good already.
   */
  readonly mint: (
    admitted: Admitted,
    seconds: number,
  ) => { readonly value: string; readonly expiresAt: number } | undefined;
  readonly grantOf: (secret: string) => Admitted | undefined;
  readonly acceptCall: (callId: string, setup: JsonObject) => void;
  readonly callOf: (callId: string) => JsonObject | undefined;
  /** Whether a call has ended; it does not come back. */
  readonly isOver: (callId: string) => boolean;
  /** Ends a call; its sideband connections close. */
  readonly endCall: (callId: string) => void;
  readonly ended$: Observable<string>;
}

/** Nobody tests with more at once; an expired one is forgotten. */
const mostSecrets = 10_000;
/** Calls that are remembered; those before them are as if they had never been accepted, or ended. */
const mostCalls = 10_000;

export const createGrants = ({ scheduler, clock }: Time, random: Random): Grants => {
  const secrets = new Map<string, { readonly admitted: Admitted; readonly expiresMs: number }>();
  const calls = new Map<string, JsonObject>();
  const over = new RecentIds(mostCalls);
  const ended$ = new Subject<string>();
  const forgetExpired = (): void => {
    for (const [value, { expiresMs }] of secrets) if (expiresMs <= clock.now()) secrets.delete(value);
  };
  return {
    mint: (admitted, seconds) => {
      if (secrets.size >= mostSecrets) forgetExpired();
      if (secrets.size >= mostSecrets) return undefined;
      const value = `ek_${base62(random, 32)}`;
      secrets.set(value, { admitted, expiresMs: clock.now() + seconds * 1_000 });
      return { value, expiresAt: Math.floor(scheduler.now() / 1_000 + seconds) };
    },
    grantOf: (secret) => {
      const grant = secrets.get(secret);
      return grant && clock.now() < grant.expiresMs ? grant.admitted : undefined;
    },
    acceptCall: (callId, setup) => {
      calls.set(callId, setup);
      const [oldest] = calls.keys();
      if (calls.size > mostCalls && oldest !== undefined) calls.delete(oldest);
    },
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
