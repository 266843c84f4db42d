import { ClientSecretCreateResponse } from '@rx-realtime/codecs/http';
import type { ClientSecretCreateRequest } from '@rx-realtime/codecs/http';
import { either as E } from 'fp-ts';
import { defer, from, mergeMap } from 'rxjs';
import type { Observable } from 'rxjs';
import { resolveCredential } from './credential.ts';
import type { Credential } from './credential.ts';
import { RealtimeError } from './realtimeError.ts';

/** What minting needs of `fetch`; the platform's own fits. */
export type FetchLike = (
  url: string,
  init: { method: 'POST'; headers: Record<string, string>; body: string; redirect: 'error' },
) => Promise<{ readonly ok: boolean; readonly status: number; text(): Promise<string> }>;

/** For whom and where a client secret is minted. */
export interface MintClientSecretConfig {
  /** The API key of the server; never leaves it. */
  readonly apiKey: Credential;
  /** The session that the secret is good for, and how long: 10–7,200 s, 600 by default. */
  readonly request?: ClientSecretCreateRequest;
  /** @defaultValue `https://api.openai.com/v1/realtime/client_secrets` */
  readonly url?: string | URL;
  /** @defaultValue the platform's `fetch` */
  readonly fetch?: FetchLike;
}

const defaultUrl = 'https://api.openai.com/v1/realtime/client_secrets';

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
 *   overloaded (retriable), `policy` for a refused request, `protocol` for an answer that does not decode. It never
 *   holds the key.
 * - **Unsubscription**: the answer is ignored. **Re-subscription**: mints another. Holds no memory.
 *
 * @param config the key, the session, the endpoint
 *
 * @example
 * import { mintClientSecret } from '@rx-realtime/connection/server';
 * import { startSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const simulator = await startSimulator({ apiKey: 'sk-1' });
 * const url = `http://127.0.0.1:${simulator.port}/v1/realtime/client_secrets`;
 * const { value } = await firstValueFrom(mintClientSecret({ apiKey: 'sk-1', url }));
 * console.log(value.slice(0, 3)); // prints: ek_
 * await simulator.close();
 *
 * @see https://platform.openai.com/docs/api-reference/realtime-sessions/create-realtime-client-secret
 */
export function mintClientSecret(config: MintClientSecretConfig): Observable<ClientSecretCreateResponse> {
  const { apiKey, request = {}, url = defaultUrl, fetch = globalThis.fetch } = config;
  return defer(() => resolveCredential(apiKey)).pipe(
    mergeMap((key) => from(post(fetch, `${url}`, key ?? '', request))),
  );
}

async function post(
  fetch: FetchLike,
  url: string,
  key: string,
  body: object,
): Promise<ClientSecretCreateResponse> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    redirect: 'error',
  }).catch(() => undefined);
  if (answer === undefined)
    throw failure('unreachable', 'open', 'the server that mints client secrets cannot be reached', true);
  if (!answer.ok) throw refusal(answer.status);
  const decoded = ClientSecretCreateResponse.decode(parsed(await answer.text()));
  if (E.isLeft(decoded))
    throw failure('unreadable_response', 'protocol', 'expected a client secret, got something else', false);
  return decoded.right;
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
