import { defer, first, from, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { verdicts } from './internal/line/verdicts.ts';
import type { Verdict } from './internal/line/verdicts.ts';

/**
 * An API key or client secret, or a function that gets one. A function is called for each attempt to connect, so that
 * a secret that lives for a minute is never used twice by accident.
 */
export type Credential = string | (() => string | Promise<string> | Observable<string>);

/**
 * Resolves a credential to one string, anew for each subscriber; errors as the function does.
 *
 * @internal
 */
export const resolveCredential = (credential: Credential | undefined): Observable<string | undefined> =>
  defer(() => {
    const resolved = typeof credential === 'function' ? credential() : credential;
    return typeof resolved === 'object' ? from(resolved).pipe(first()) : of(resolved);
  });

/** What looks like a key, a client secret, or a token of Microsoft Entra ID. */
const secrets = /\b([se]k[-_]|eyJ)[^\s"']+/g;

const textOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

/**
 * What a credential function threw: it is the cause, and its text is told without what looks like a secret.
 *
 * @internal
 */
export const credentialFailure = (cause: unknown): Verdict => ({
  ...verdicts.credential,
  message: `${verdicts.credential.message}: ${textOf(cause).replace(secrets, '[secret]')}`,
  cause,
});
