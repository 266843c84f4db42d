import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { firstValueFrom, NEVER, throwError, VirtualTimeScheduler } from 'rxjs';
import type { Credential } from './credential.ts';
import { mintClientSecret } from './mintClientSecret.ts';
import type { FetchLike } from './mintClientSecret.ts';

const secret = {
  value: 'ek_1',
  expires_at: 1_800_000_000,
  session: { type: 'realtime', id: 'sess_1', object: 'realtime.session' },
};
const answering =
  (status: number, body: unknown, asked: Parameters<FetchLike>[] = []): FetchLike =>
  async (...request) => {
    asked.push(request);
    return {
      ok: status < 300,
      status,
      text: async () => (typeof body === 'string' ? body : JSON.stringify(body)),
    };
  };

describe('mintClientSecret', () => {
  it('posts the session with the key and decodes the secret', async () => {
    const asked: Parameters<FetchLike>[] = [];
    const request = { session: { type: 'realtime', model: 'gpt-realtime' } } as const;
    const minted$ = mintClientSecret({
      apiKey: async () => 'sk-1',
      request,
      fetch: answering(200, secret, asked),
    });
    expect(asked).toEqual([]);
    expect(await firstValueFrom(minted$)).toMatchObject({ value: 'ek_1' });
    expect(asked).toEqual([
      [
        'https://api.openai.com/v1/realtime/client_secrets',
        {
          method: 'POST',
          headers: { Authorization: 'Bearer sk-1', 'Content-Type': 'application/json' },
          body: JSON.stringify(request),
          redirect: 'error',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
  });

  it('mints another for each subscriber', async () => {
    const asked: Parameters<FetchLike>[] = [];
    const minted$ = mintClientSecret({ apiKey: 'sk-1', fetch: answering(200, secret, asked) });
    await firstValueFrom(minted$);
    await firstValueFrom(minted$);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [answering(401, ''), { code: 'http_401', reason: 'auth', retriable: false }],
    [answering(400, ''), { code: 'http_400', reason: 'policy', retriable: false }],
    [answering(429, ''), { code: 'http_429', reason: 'open', retriable: true }],
    [answering(503, ''), { code: 'http_503', reason: 'open', retriable: true }],
    [answering(200, '<html>'), { code: 'unreadable_response', reason: 'protocol', retriable: false }],
    [answering(200, { value: 7 }), { code: 'unreadable_response', reason: 'protocol', retriable: false }],
    [async () => Promise.reject(new Error('sk-1')), { code: 'unreachable', reason: 'open', retriable: true }],
  ])('types the failure of %#', async (fetch, expected) => {
    const failure: unknown = await firstValueFrom(mintClientSecret({ apiKey: 'sk-1', fetch })).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ _tag: 'RealtimeError', ...expected });
    expect(JSON.stringify(failure) + String(failure)).not.toContain('sk-1');
  });

  const failureOf = async (config: Parameters<typeof mintClientSecret>[0]): Promise<unknown> =>
    firstValueFrom(mintClientSecret(config)).catch((error: unknown) => error);

  it('says what the credential function fails with, without the key', async () => {
    const cause = new Error('sk-1 was refused by the vault');
    const failure = await failureOf({ apiKey: () => throwError(() => cause), fetch: answering(200, secret) });
    expect(failure).toMatchObject({
      code: 'credential_failed',
      reason: 'auth',
      retriable: true,
      message: 'the credential function failed: [secret] was refused by the vault',
    });
    expect((failure as Error).cause).toBe(cause);
    expect(inspect(failure, { depth: Infinity, showHidden: true })).not.toContain('sk-1');
  });

  it.each([
    ['http://example.com/v1/realtime/client_secrets', 'insecure_url'],
    ['http://127.0.0.1.example.com/', 'insecure_url'],
    ['example.com', 'invalid_url'],
    ['ftp://example.com', 'invalid_url'],
  ])('does not send a key to %s', async (url, code) => {
    const asked: Parameters<FetchLike>[] = [];
    const failure = await failureOf({ apiKey: 'sk-1', url, fetch: answering(200, secret, asked) });
    expect(failure).toMatchObject({ code, reason: 'policy', retriable: false });
    expect(asked).toEqual([]);
  });

  it('goes to a server on this machine in the clear', async () => {
    const asked: Parameters<FetchLike>[] = [];
    const url = 'http://127.0.0.1:8080/v1/realtime/client_secrets';
    await firstValueFrom(mintClientSecret({ apiKey: 'sk-1', url, fetch: answering(200, secret, asked) }));
    expect(asked[0]?.[0]).toBe(url);
  });

  it.each([
    ['ws://127.0.0.1:8080', 'http://127.0.0.1:8080/v1/realtime/client_secrets'],
    ['ws://127.0.0.1:8080/v1/realtime', 'http://127.0.0.1:8080/v1/realtime/client_secrets'],
    ['wss://api.openai.com/v1/realtime/', 'https://api.openai.com/v1/realtime/client_secrets'],
    ['https://api.openai.com/v1', 'https://api.openai.com/v1/realtime/client_secrets'],
    ['https://a.openai.azure.com/openai/v1/', 'https://a.openai.azure.com/openai/v1/realtime/client_secrets'],
    ['https://example.com/mint?for=me', 'https://example.com/mint?for=me'],
  ])('takes the base URL %s for %s', async (url, address) => {
    const asked: Parameters<FetchLike>[] = [];
    await firstValueFrom(mintClientSecret({ apiKey: 'sk-1', url, fetch: answering(200, secret, asked) }));
    expect(asked[0]?.[0]).toBe(address);
  });

  it('refuses a key that no header can carry', async () => {
    expect(await failureOf({ apiKey: 'sk-1\n', fetch: answering(200, secret) })).toMatchObject({
      code: 'invalid_key',
    });
  });

  it.each<[string, Credential, FetchLike, string]>([
    ['a credential', () => NEVER, answering(200, secret), 'credential_timeout'],
    ['an answer', 'sk-1', () => new Promise(() => undefined), 'timeout'],
  ])('waits for %s no longer than timeoutMs', async (_, apiKey, fetch, code) => {
    const scheduler = new VirtualTimeScheduler();
    const failing = failureOf({ apiKey, fetch, scheduler });
    await Promise.resolve();
    scheduler.flush();
    expect(scheduler.now()).toBe(10_000);
    expect(await failing).toMatchObject({ code, retriable: true });
  });

  it('aborts the request when nobody waits for it any more', () => {
    let signal: AbortSignal | undefined;
    const fetch: FetchLike = (_url, init) => {
      ({ signal } = init);
      return new Promise(() => undefined);
    };
    mintClientSecret({ apiKey: 'sk-1', fetch }).subscribe().unsubscribe();
    expect(signal?.aborted).toBe(true);
  });
});
