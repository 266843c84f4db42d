// How servers end a connection, or refuse it: each close code and HTTP status becomes one typed outcome.
import { afterEach, describe, expect, it } from '@jest/globals';
import { sessionCreated, startPlainServer } from '@rx-realtime/test-kit';
import type { PlainServerConfig } from '@rx-realtime/test-kit';
import { createServer } from 'node:tls';
import { lastValueFrom, materialize } from 'rxjs';
import type { CloseOutcome } from '../src/realtimeStatus.ts';
import type { RealtimeError } from '../src/realtimeError.ts';
import { realtimeSocket } from '../src/realtimeSocket.ts';
import type { RealtimeSocket } from '../src/socketOf.ts';
import type { RealtimeSocketConfig } from '../src/connectionConfig.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const plainServer = async (config: PlainServerConfig) => {
  const server = await startPlainServer(config);
  closing.push(() => server.close());
  return server;
};

interface End {
  readonly kind: 'C' | 'E';
  readonly error?: RealtimeError;
  readonly outcomes: readonly CloseOutcome[];
  readonly states: readonly string[];
}

/** Connects once and tells how that ended. */
const connect = async (server: PlainServerConfig, config: RealtimeSocketConfig = {}): Promise<End> => {
  const { url } = await plainServer(server);
  const socket = realtimeSocket({ url, ...config });
  const outcomes: CloseOutcome[] = [];
  socket.closed$.subscribe((outcome) => outcomes.push(outcome));
  const states: string[] = [];
  socket.status$.subscribe(({ state }) => states.push(state));
  const { kind, ...rest } = await lastValueFrom(socket.pipe(materialize()));
  return { kind, ...rest, outcomes, states } as End;
};
const errorEvent = (code: string | null, type = 'invalid_request_error') =>
  JSON.stringify({ type: 'error', event_id: 'event_1', error: { type, code, message: `because ${code}` } });

/** Accepts, greets, says `lastWords` and closes. */
const closingWith = (code: number, lastWords?: string): PlainServerConfig => ({
  onConnection: (socket) => {
    socket.send(sessionCreated);
    if (lastWords) socket.send(lastWords);
    socket.close(code, 'because');
  },
});
const answering = (status: number, body = '', headers = ''): PlainServerConfig => ({
  onUpgrade: (_, socket) => {
    socket.end(`HTTP/1.1 ${status} Some Status\r\nContent-Length: ${body.length}\r\n${headers}\r\n${body}`);
    return true;
  },
});

describe('a close of the server', () => {
  it.each([1001, 1011, 1012, 1013, 1014, 3008])('with %d can be retried', async (code) => {
    const { error } = await connect(closingWith(code));
    expect(error).toMatchObject({
      code: `closed_${code}`,
      closeCode: code,
      closeReason: 'because',
      reason: 'close',
      retriable: true,
    });
  });

  it('without a code can be retried', async () => {
    const { error } = await connect({ onConnection: (socket) => socket.close() });
    expect(error).toMatchObject({ code: 'closed_1005', retriable: true });
  });

  it.each([1002, 1003, 1007, 1009, 1010])('with %d is a protocol error for good', async (code) => {
    const { error } = await connect(closingWith(code));
    expect(error).toMatchObject({ code: `closed_${code}`, reason: 'protocol', retriable: false });
  });

  it.each([1008, 3500, 4000, 4401, 4999])('with %d is a refusal for good', async (code) => {
    const { error } = await connect(closingWith(code));
    expect(error).toMatchObject({ code: `closed_${code}`, reason: 'policy', retriable: false });
  });

  it('with 1000 completes', async () => {
    const { kind, outcomes } = await connect(closingWith(1000));
    expect(kind).toBe('C');
    expect(outcomes).toEqual([
      expect.objectContaining({
        code: 1000,
        reason: 'because',
        wasClean: true,
        local: false,
        phase: 'ready',
      }),
    ]);
  });

  it.each([1000, 1001])('with %d after session_expired means a new session', async (code) => {
    const { error } = await connect(closingWith(code, errorEvent('session_expired')));
    expect(error).toMatchObject({
      code: 'session_expired',
      retriable: true,
      serverError: { code: 'session_expired' },
    });
  });

  it.each([
    'insufficient_quota',
    'invalid_api_key',
    'account_deactivated',
    'billing_hard_limit_reached',
    'model_not_found',
  ])('after %s is for good, whatever its code', async (code) => {
    const { error } = await connect(closingWith(1011, errorEvent(code)));
    expect(error).toMatchObject({
      code,
      retriable: false,
      message: expect.stringContaining(`because ${code}`),
    });
  });

  it('is not blamed on an error that had nothing to do with it', async () => {
    const { error } = await connect({
      onConnection: (socket) => {
        socket.send(errorEvent('insufficient_quota'));
        socket.send(sessionCreated);
        socket.close(1011);
      },
    });
    expect(error).toMatchObject({ code: 'closed_1011', retriable: true });
    expect(error?.serverError).toBeUndefined();
  });

  it('after the upgrade but before the session is told with its phase, once', async () => {
    const refusal: PlainServerConfig = {
      onConnection: (socket) => {
        socket.send(errorEvent('invalid_model'));
        socket.close(4000, 'invalid_request_error.invalid_model');
      },
    };
    const { error, outcomes, states } = await connect(refusal);
    expect(error).toMatchObject({ code: 'invalid_model', reason: 'policy', phase: 'open', retriable: false });
    expect(outcomes).toHaveLength(1);
    expect(states).toEqual(['idle', 'connecting', 'open', 'closed']);
  });

  it('a millisecond after the accept leaves a typed error each time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { error } = await connect({ onConnection: (socket) => setTimeout(() => socket.terminate(), 1) });
      expect(error).toMatchObject({ code: 'closed_1006', retriable: true });
    }
  });
});

describe('a refused upgrade', () => {
  it.each([
    [401, 'auth', false],
    [403, 'auth', false],
    [400, 'policy', false],
    [404, 'policy', false],
    [408, 'open', true],
    [429, 'open', true],
    [500, 'open', true],
    [502, 'open', true],
    [503, 'open', true],
    [504, 'open', true],
  ] as const)('with HTTP %d is %s, retriable: %s', async (httpStatus, reason, retriable) => {
    const { error, outcomes } = await connect(answering(httpStatus));
    expect(error).toMatchObject({
      code: `http_${httpStatus}`,
      reason,
      retriable,
      httpStatus,
      phase: 'connecting',
    });
    expect(outcomes).toEqual([expect.objectContaining({ httpStatus, retriable })]);
  });

  it('says what the body says, and never more than 4 KiB of it', async () => {
    const body = (code: string, padding = 0) =>
      JSON.stringify({
        error: { type: 'invalid_request_error', code, message: 'the reason' },
        padding: 'x'.repeat(padding),
      });
    expect((await connect(answering(400, body('invalid_model')))).error).toMatchObject({
      code: 'invalid_model',
      message: expect.stringContaining('the reason'),
    });
    expect((await connect(answering(400, body('invalid_model', 10_000)))).error).toMatchObject({
      code: 'http_400',
    });
    expect((await connect(answering(502, '<html>'))).error).toMatchObject({ code: 'http_502' });
  });

  it('with 429 tells how long to wait, and is for good without quota', async () => {
    expect((await connect(answering(429, '', 'Retry-After: 7\r\n'))).error).toMatchObject({
      retryAfterMs: 7_000,
      retriable: true,
    });
    const body = JSON.stringify({ error: { type: 'requests', code: 'insufficient_quota', message: 'no' } });
    expect((await connect(answering(429, body))).error).toMatchObject({
      code: 'insufficient_quota',
      retriable: false,
    });
  });

  const attempt = (socket: RealtimeSocket) =>
    new Promise<RealtimeError>((resolve) => socket.subscribe({ error: resolve }));

  it('of the credential is for good if it was a text', async () => {
    const { url } = await plainServer(answering(401));
    expect(await attempt(realtimeSocket({ url, apiKey: 'key' }))).toMatchObject({
      reason: 'auth',
      retriable: false,
    });
  });

  it('of the credential may be mended once by the function that gave it', async () => {
    const { url } = await plainServer(answering(401));
    let calls = 0;
    const socket = realtimeSocket({ url, apiKey: async () => `key-${++calls}` });
    expect(await attempt(socket)).toMatchObject({ reason: 'auth', retriable: true });
    expect(await attempt(socket)).toMatchObject({ reason: 'auth', retriable: false });
    expect(calls).toBe(2);
  });

  it('of the credential may be mended again after a session that came about', async () => {
    const { url } = await plainServer(closingWith(3000, errorEvent('invalid_api_key')));
    const socket = realtimeSocket({ url, apiKey: async () => 'key' });
    expect(await attempt(socket)).toMatchObject({ reason: 'auth', retriable: true });
    expect(await attempt(socket)).toMatchObject({ reason: 'auth', retriable: true });
  });

  it('by a credential function that fails is an auth error, which may be mended by asking once more', async () => {
    const { error } = await connect({}, { apiKey: () => Promise.reject(new Error('vault is closed')) });
    expect(error).toMatchObject({ code: 'credential_failed', reason: 'auth', retriable: true });
  });

  it('by a failed TLS handshake is for good', async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise((resolve) => server.close(() => resolve(undefined))));
    const address = server.address();
    const socket = realtimeSocket({
      url: `wss://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    });
    const error = await new Promise<RealtimeError>((resolve) => socket.subscribe({ error: resolve }));
    expect(error).toMatchObject({ code: 'tls', retriable: false });
  });
});
