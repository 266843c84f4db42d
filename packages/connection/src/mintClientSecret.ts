import { ClientSecretCreateResponse } from '@rx-realtime/codecs/http';
import type { ClientSecretCreateRequest } from '@rx-realtime/codecs/http';
import { either as E } from 'fp-ts';
import { asyncScheduler, catchError, defer, from, mergeMap, Observable, throwError, timeout } from 'rxjs';
import type { MonoTypeOperatorFunction, SchedulerLike } from 'rxjs';
import { credentialFailure, resolveCredential } from './credential.ts';
import type { Credential } from './credential.ts';
import { endpoint } from './endpoint.ts';
import { isRealtimeError, RealtimeError } from './realtimeError.ts';

/** What minting needs of `fetch`; the platform's own fits. */
export type FetchLike = (
  url: string,
  init: {
    method: 'POST';
    headers: Record<string, string>;
    body: string;
    redirect: 'error';
    signal: AbortSignal;
  },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

/** For whom and where a client secret is minted. */
export interface MintClientSecretConfig {
  /** The API key of the server; never leaves it. */
  readonly apiKey: Credential;
  /** The session that the secret is good for, and how long: 10–7,200 s, 600 by default. */
  readonly request?: ClientSecretCreateRequest;
  /**
   * Where secrets are minted, or the base of it, as sockets and other clients take it: `wss://…/v1/realtime`, `https://…/v1`.
   *
   * @defaultValue `https://api.openai.com/v1/realtime/client_secrets`
   */
  readonly url?: string | URL;
  /** @defaultValue the platform's `fetch` */
  readonly fetch?: FetchLike;
  /** How long the credential, and after it the answer, may take. @defaultValue 10,000 ms */
  readonly timeoutMs?: number;
  /** @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** Adds to a base URL what leads to the client secrets; any other address is left as it is. */
const secretsUrl = (base: string): string => {
  const url = new URL(base.replace(/^ws/, 'http'));
  url.pathname = url.pathname
    .replace(/^\/$/, '/v1')
    .replace(/\/v1\/?$/, '/v1/realtime')
    .replace(/\/realtime\/?$/, '/realtime/client_secrets');
  return url.href;
};

/**
 * Mints a client secret (`ek_…`) for a browser; for servers only.
 *
 * ```
 * subscription:        ^
 * mintClientSecret():  ----(s|)
 * ```
 *
 * - **Value**: the response, decoded; `value` is the secret, `expires_at` when it may no longer open a session.
 * - **Completion**: after the value.
 * - **Error**: a {@link RealtimeError}: `auth` for a refused key, `open` for a server that cannot be reached or is
 *   overloaded (retriable), `policy` for a refused request or an address to which the key would go in the
 *   clear, `protocol` for an answer that does not decode. It never
 *   holds the key.
 * - **Unsubscription**: aborts the request.
 * - **Re-subscription**: mints another.
 * - **Memory**: none.
 *
 * @param config the key, the session, the endpoint
 *
 * @example
 * import { mintClientSecret } from '@rx-realtime/connection/server';
 * import { startSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const simulator = await startSimulator({ apiKey: 'sk-1' });
 * const { value } = await firstValueFrom(mintClientSecret({ apiKey: 'sk-1', url: simulator.url }));
 * console.log(value.slice(0, 3)); // prints: ek_
 * await simulator.close();
 *
 * @see https://platform.openai.com/docs/api-reference/realtime-sessions/create-realtime-client-secret
 */
export function mintClientSecret(config: MintClientSecretConfig): Observable<ClientSecretCreateResponse> {
  const { apiKey, request = {}, url = 'https://api.openai.com/v1', fetch = globalThis.fetch } = config;
  const { timeoutMs = 10_000, scheduler = asyncScheduler } = config;
  const within = <T>(late: () => RealtimeError): MonoTypeOperatorFunction<T> =>
    timeout({ first: timeoutMs, scheduler, with: () => throwError(late) });
  return defer(() => {
    const address = secretsUrl(endpoint({ url }, undefined, 'headers').url);
    return resolveCredential(apiKey).pipe(
      within(() =>
        failure('credential_timeout', 'auth', 'the credential function did not answer in time', true),
      ),
      catchError((error: unknown) =>
        throwError(() => (isRealtimeError(error) ? error : new RealtimeError(credentialFailure(error)))),
      ),
      mergeMap((key = '') => {
        // Refuses what would send the key in the clear.
        const { headers } = endpoint({ url }, key, 'headers');
        return post(fetch, address, headers, request).pipe(
          within(() =>
            failure('timeout', 'open', 'the server that mints client secrets did not answer in time', true),
          ),
        );
      }),
    );
  });
}

/** Posts a request and decodes its answer; unsubscribing aborts it. */
function post(
  fetch: FetchLike,
  url: string,
  credential: Readonly<Record<string, string>>,
  body: object,
): Observable<ClientSecretCreateResponse> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    subscriber.add(() => abort.abort());
    const asking = async (): Promise<ClientSecretCreateResponse> => {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { ...credential, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: abort.signal,
      }).catch(() => undefined);
      if (answer === undefined)
        throw failure('unreachable', 'open', 'the server that mints client secrets cannot be reached', true);
      if (!answer.ok) throw refusal(answer.status);
      const text = await answer.text().catch(() => '');
      const decoded = ClientSecretCreateResponse.decode(parsed(text));
      if (E.isLeft(decoded))
        throw failure(
          'unreadable_response',
          'protocol',
          'expected a client secret, got something else',
          false,
        );
      return decoded.right;
    };
    return from(asking()).subscribe(subscriber);
  });
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const refusal = (httpStatus: number): RealtimeError => {
  const reason =
    httpStatus === 401 || httpStatus === 403
      ? 'auth'
      : httpStatus < 500 && httpStatus !== 429
        ? 'policy'
        : 'open';
  const message = `the request for a client secret was refused with HTTP ${httpStatus}`;
  return failure(`http_${httpStatus}`, reason, message, reason === 'open', httpStatus);
};

const failure = (
  code: string,
  reason: RealtimeError['reason'],
  message: string,
  retriable: boolean,
  httpStatus?: number,
): RealtimeError => new RealtimeError({ code, reason, message, retriable, httpStatus });
