import { describe, expect, it } from '@jest/globals';
import { firstValueFrom, throwError } from 'rxjs';
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

  it('passes on what the credential function fails with', async () => {
    const failure = firstValueFrom(
      mintClientSecret({ apiKey: () => throwError(() => 'no key'), fetch: answering(200, secret) }),
    );
    await expect(failure).rejects.toBe('no key');
  });
});
