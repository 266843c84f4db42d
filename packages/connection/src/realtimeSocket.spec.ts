import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import {
  inputAudioBufferAppend,
  inputAudioBufferCommit,
  responseCancel,
  responseCreate,
  sessionUpdate,
  userText,
} from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import type { FakeWebSocket } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import {
  config,
  firstValueFrom,
  from,
  merge,
  NEVER,
  of,
  Subject,
  throwError,
  VirtualTimeScheduler,
} from 'rxjs';
import type { Observable } from 'rxjs';
import { WebSocketSubject } from 'rxjs/webSocket';
import { abandon, postpone } from './link.ts';
import type { RealtimeError } from './realtimeError.ts';
import { realtimeSocket } from './realtimeSocket.ts';
import type { RealtimeSocket } from './socketOf.ts';
import type { RealtimeSocketConfig } from './connectionConfig.ts';
import type { RealtimeStatus } from './realtimeStatus.ts';

const created = {
  type: 'session.created',
  event_id: 'event_0',
  session: { type: 'realtime', id: 'sess_1', object: 'realtime.session' },
};
const updated = { ...created, type: 'session.updated' };
const cleared = { type: 'input_audio_buffer.cleared', event_id: 'event_1' };
const append = (ms: number): ClientEvent => inputAudioBufferAppend(new Int16Array(ms * 24));

/** A socket under virtual time, and what it says. */
const setUp = (socketConfig: RealtimeSocketConfig = {}, onCreate?: (fake: FakeWebSocket) => void) => {
  const scheduler = new VirtualTimeScheduler();
  const { sockets, WebSocket } = fakeWebSockets(onCreate);
  const socket = realtimeSocket({
    url: 'ws://fake',
    heartbeat: false,
    ...socketConfig,
    WebSocketCtor: WebSocket,
    scheduler,
  });
  const seen: string[] = [];
  const record = (observable$: Observable<unknown>, show: (value: never) => string) =>
    observable$.subscribe({
      next: (value) => seen.push(show(value as never)),
      error: (error: { code: string }) => seen.push(`error ${error.code}`),
      complete: () => seen.push('complete'),
    });
  const statuses: string[] = [];
  socket.status$.subscribe((status: RealtimeStatus) => statuses.push(status.state));
  const undelivered: string[] = [];
  socket.undelivered$.subscribe(({ event, error }) => undelivered.push(`${event.type} ${error.code}`));
  const gaps: number[] = [];
  socket.audioGap$.subscribe(({ durationMs }) => gaps.push(durationMs));
  const advance = (ms: number) => {
    scheduler.maxFrames = scheduler.now() + ms;
    scheduler.schedule(() => undefined, ms);
    scheduler.flush();
  };
  const listen = () => record(socket, ({ type }: ServerEvent) => type);
  return { socket, sockets, seen, statuses, undelivered, gaps, advance, listen, scheduler };
};

describe('realtimeSocket: life', () => {
  it('is a WebSocketSubject', () => {
    expect(setUp().socket).toBeInstanceOf(WebSocketSubject);
  });

  it('opens on the first subscription, shares, and closes with 1000 on the last unsubscription', () => {
    const { sockets, listen, statuses } = setUp();
    expect(sockets).toHaveLength(0);
    const first = listen();
    const second = listen();
    expect(sockets).toHaveLength(1);
    sockets[0]!.open();
    sockets[0]!.message(created);
    first.unsubscribe();
    expect(sockets[0]!.closedWith).toBeUndefined();
    second.unsubscribe();
    expect(sockets[0]!.closedWith).toBe(1000);
    expect(statuses).toEqual(['idle', 'connecting', 'open', 'ready', 'closing', 'closed']);
  });

  it('keeps the connection that connect() pins when a side stream takes one event and leaves', async () => {
    const { socket, sockets } = setUp();
    const pin = socket.connect();
    const first = firstValueFrom(socket);
    sockets[0]!.open();
    sockets[0]!.message(created);
    await first;
    expect(sockets[0]!.closedWith).toBeUndefined();
    pin.unsubscribe();
    expect(sockets[0]!.closedWith).toBe(1000);
  });

  it('waits for the old socket before it dials again, and never has two', () => {
    const { sockets, listen, statuses } = setUp({}, (fake) => (fake.answersClose = false));
    listen().unsubscribe();
    listen();
    expect(sockets).toHaveLength(1);
    sockets[0]!.close(1000);
    expect(sockets).toHaveLength(2);
    expect(statuses).toEqual(['idle', 'connecting', 'closing', 'closed', 'connecting']);
  });

  it('destroys a socket whose peer does not answer the close', () => {
    const { sockets, listen, advance } = setUp({}, (fake) => (fake.answersClose = false));
    const subscription = listen();
    sockets[0]!.open();
    subscription.unsubscribe();
    advance(899);
    expect(sockets[0]!.closedWith).toBe(1000);
    advance(1);
    expect(sockets[0]!.closedWith).toBe('terminated');
  });

  it('closes and completes on complete(), and refuses what comes after', () => {
    const { socket, sockets, listen, seen, undelivered } = setUp();
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    socket.complete();
    socket.next(responseCreate());
    expect(seen).toEqual(['session.created', 'complete']);
    expect(undelivered).toEqual(['response.create socket_closed']);
  });

  it('multiplexes: sends on subscription and on unsubscription, and filters', () => {
    const { socket, sockets } = setUp();
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    const seen: string[] = [];
    const subscription = socket
      .asWebSocketSubject()
      .multiplex(
        () => responseCreate(),
        () => ({ type: 'response.cancel' }),
        ({ type }) => type === 'input_audio_buffer.cleared',
      )
      .subscribe((event) => seen.push((event as ServerEvent).type));
    sockets[0]!.message(cleared);
    sockets[0]!.message(updated);
    subscription.unsubscribe();
    expect(seen).toEqual(['input_audio_buffer.cleared']);
    expect(sockets[0]!.sentTypes).toEqual(['response.create', 'response.cancel']);
  });

  it('isolates a subscriber that throws', async () => {
    const { socket, sockets, listen, seen } = setUp();
    const unhandled = new Promise((resolve) => (config.onUnhandledError = resolve));
    socket.subscribe(() => {
      throw new Error('mine');
    });
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    expect(seen).toEqual(['session.created']);
    expect(await unhandled).toEqual(new Error('mine'));
    config.onUnhandledError = null;
  });
});

describe('realtimeSocket: outcome', () => {
  it.each([
    [1001, 'closed_1001', true],
    [1006, 'closed_1006', true],
    [1011, 'closed_1011', true],
    [1009, 'closed_1009', false],
    [4000, 'closed_4000', false],
  ])('errors on a close with %d', (code, expected, retriable) => {
    const { socket, sockets, seen, listen } = setUp();
    const outcomes: unknown[] = [];
    socket.closed$.subscribe((outcome) => outcomes.push(outcome));
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    sockets[0]!.close(code, 'why');
    expect(seen).toEqual(['session.created', 'connection.lost', `error ${expected}`]);
    expect(outcomes).toEqual([
      expect.objectContaining({
        code,
        reason: 'why',
        phase: 'ready',
        retriable,
        wasClean: false,
        generation: 1,
      }),
    ]);
  });

  it('completes on the server’s 1000, but not after session_expired', () => {
    const calm = setUp();
    calm.listen();
    calm.sockets[0]!.open();
    calm.sockets[0]!.close(1000);
    expect(calm.seen).toEqual(['connection.lost', 'complete']);

    const expired = setUp();
    expired.listen();
    expired.sockets[0]!.open();
    expired.sockets[0]!.message({
      type: 'error',
      event_id: 'e',
      error: { type: 'invalid_request_error', code: 'session_expired', message: 'over' },
    });
    expired.sockets[0]!.close(1000);
    expect(expired.seen).toEqual(['error', 'connection.lost', 'error session_expired']);
  });

  it('turns an error event followed by 3000 into one auth error without the key', async () => {
    const { socket, sockets } = setUp({ apiKey: 'sk-secret', url: 'ws://localhost' });
    const failure = firstValueFrom(socket.pipe((source) => source)).catch((error: unknown) => error);
    const all: unknown[] = [];
    socket.subscribe({ error: (error) => all.push(error) });
    sockets[0]!.open();
    sockets[0]!.message({
      type: 'error',
      event_id: 'e',
      error: {
        type: 'invalid_request_error',
        code: 'invalid_api_key',
        message: 'Incorrect API key provided: sk-secret.',
      },
    });
    sockets[0]!.close(3000, 'invalid_request_error.invalid_api_key');
    await failure;
    expect(all).toEqual([
      expect.objectContaining({ reason: 'auth', code: 'invalid_api_key', retriable: false, closeCode: 3000 }),
    ]);
    expect(JSON.stringify(all[0]) + String(all[0])).not.toContain('sk-secret');
  });

  it.each<[string, RealtimeSocketConfig, string]>([
    ['no URL', { url: 'nonsense' }, 'invalid_url'],
    ['no scheme', { url: 'localhost:8080' }, 'invalid_url'],
    ['a fragment', { url: 'ws://fake/#top' }, 'invalid_url'],
    ['a key in the clear', { url: 'ws://example.com', apiKey: 'sk-1' }, 'insecure_url'],
    ['a key with a line break', { url: 'wss://example.com', apiKey: 'sk-1\n' }, 'invalid_key'],
    [
      'a model and a call',
      { model: 'm', callId: 'rtc_1', apiKey: 'sk-1', url: 'wss://a' },
      'ambiguous_endpoint',
    ],
  ])('says in words why it does not dial: %s', (_, socketConfig, code) => {
    const { socket, sockets } = setUp(socketConfig);
    const errors: RealtimeError[] = [];
    socket.subscribe({ error: (error: RealtimeError) => errors.push(error) });
    expect(errors).toEqual([expect.objectContaining({ code, retriable: false })]);
    expect(errors[0]!.message).toMatch(/expected|refusing/);
    expect(sockets).toHaveLength(0);
  });

  it('gives up on a credential that never comes, and tries another time', () => {
    const { socket, sockets, advance, statuses } = setUp({ url: 'ws://127.0.0.1', apiKey: () => NEVER });
    const errors: RealtimeError[] = [];
    socket.subscribe({ error: (error: RealtimeError) => errors.push(error) });
    expect(statuses.at(-1)).toBe('connecting');
    advance(9_999);
    expect(errors).toEqual([]);
    advance(1);
    expect(errors).toEqual([
      expect.objectContaining({ code: 'credential_timeout', reason: 'auth', retriable: true }),
    ]);
    expect(sockets).toHaveLength(0);
  });

  it('gives up when the upgrade or session.created does not come in time', () => {
    const silent = setUp();
    silent.listen();
    silent.advance(10_000);
    expect(silent.seen).toEqual(['error handshake_timeout']);

    const dumb = setUp();
    dumb.listen();
    dumb.sockets[0]!.open();
    dumb.advance(9_999);
    expect(dumb.seen).toEqual([]);
    dumb.advance(1);
    expect(dumb.seen).toEqual(['connection.lost', 'error ready_timeout']);
  });

  it('resolves the credential for each attempt', () => {
    let calls = 0;
    const { sockets, listen } = setUp({ url: 'ws://localhost', apiKey: () => of(`key-${++calls}`) });
    listen();
    sockets[0]!.close(1006);
    listen();
    expect(sockets.map(({ headers }) => headers['Authorization'])).toEqual(['Bearer key-1', 'Bearer key-2']);
  });

  it('reports a credential function that fails', () => {
    const { listen, seen, sockets } = setUp({
      apiKey: () => {
        throw new Error('sk-secret');
      },
    });
    listen();
    expect(seen).toEqual(['error credential_failed']);
    expect(sockets).toHaveLength(0);
  });

  it.each([
    [new Error('the vault refused sk-1_b'), 'the vault refused [secret]'],
    ['no network', 'no network'],
    [{ key: 'sk-1' }, '[object Object]'],
  ])('tells what the credential function threw, and keeps it as the cause: %s', (cause, text) => {
    const { socket } = setUp({ apiKey: () => throwError(() => cause) });
    const errors: RealtimeError[] = [];
    socket.subscribe({ error: (error: RealtimeError) => errors.push(error) });
    expect(errors[0]?.message).toBe(`the credential function failed: ${text}`);
    expect(errors[0]?.cause).toBe(cause);
    expect(inspect(errors[0], { depth: Infinity, showHidden: true })).not.toContain('sk-1');
  });

  it('calls a peer dead that answers no ping', () => {
    const { listen, sockets, seen, advance } = setUp({ heartbeat: { intervalMs: 1_000, deadlineMs: 500 } });
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    // One ping measures the line as soon as the session is there.
    sockets[0]!.pong();
    advance(1_000);
    sockets[0]!.pong();
    advance(1_600);
    expect(sockets[0]!.pings).toBe(3);
    expect(seen).toEqual(['session.created', 'connection.lost', 'error heartbeat_timeout']);
    expect(sockets[0]!.closedWith).toBe('terminated');
  });
});

describe('realtimeSocket: frames', () => {
  it('keeps the stream alive over frames that cannot be read, and reports each', () => {
    const { socket, sockets, listen, seen } = setUp();
    const drift: (string | undefined)[] = [];
    socket.drift$.subscribe(({ wireType, failure }) =>
      drift.push(`${wireType}/${failure === undefined ? 'unknown' : 'failed'}`),
    );
    listen();
    sockets[0]!.open();
    sockets[0]!.message('{');
    sockets[0]!.message(new ArrayBuffer(3));
    sockets[0]!.message({ type: 'brand.new', event_id: 'e' });
    sockets[0]!.message({ type: 'response.done', event_id: 'e', response: 7 });
    sockets[0]!.message(created);
    expect(seen).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'session.created']);
    expect(drift).toEqual(['/failed', '/failed', 'brand.new/unknown', 'response.done/failed']);
  });

  it('taps both directions', () => {
    const { socket, sockets } = setUp();
    const wire: string[] = [];
    socket.wire$.subscribe(({ direction, sizeBytes, generation }) =>
      wire.push(`${direction} ${sizeBytes} ${generation}`),
    );
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    socket.next({ type: 'input_audio_buffer.clear' });
    expect(wire).toEqual([`in ${JSON.stringify(created).length} 1`, `out ${sockets[0]!.sent[0]!.length} 1`]);
  });
});

describe('realtimeSocket: sending', () => {
  it('holds everything back until the session is there', () => {
    const { socket, sockets } = setUp();
    socket.next(responseCreate());
    socket.connect();
    socket.next(append(40));
    sockets[0]!.open();
    expect(sockets[0]!.sent).toEqual([]);
    sockets[0]!.message(created);
    expect(sockets[0]!.sentTypes).toEqual(['response.create', 'input_audio_buffer.append']);
  });

  it('configures the session before anything that waited, and holds audio until that is confirmed', () => {
    const { socket, sockets } = setUp({ session: { type: 'realtime', instructions: 'Be brief.' } });
    socket.next(append(40));
    socket.next(responseCreate());
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    expect(sockets[0]!.sentTypes).toEqual(['session.update', 'response.create']);
    sockets[0]!.message(updated);
    expect(sockets[0]!.sentTypes).toEqual(['session.update', 'response.create', 'input_audio_buffer.append']);
  });

  it('fails for good when the server refuses the configuration of the session', () => {
    const { socket, sockets, seen, undelivered, statuses, listen } = setUp({
      session: { instructions: 'A' },
    });
    listen();
    socket.next(append(40));
    sockets[0]!.open();
    sockets[0]!.message(created);
    const { event_id } = JSON.parse(sockets[0]!.sent[0]!) as { event_id: string };
    sockets[0]!.message({
      type: 'error',
      event_id: 'event_1',
      error: { type: 'invalid_request_error', code: 'cannot_update_voice', message: 'no', event_id },
    });
    expect(seen).toEqual(['session.created', 'error', 'connection.lost', 'error session_refused']);
    expect(statuses.at(-1)).toBe('closed');
    expect(sockets[0]!.sentTypes).toEqual(['session.update']);
    expect(undelivered).toEqual([]);
  });

  it('takes the first session.updated for the answer to the configuration, and no later one', () => {
    const { socket, sockets, listen } = setUp({ session: { instructions: 'A' } });
    listen();
    const told: string[] = [];
    socket.delivery$.subscribe(({ state, event }) => told.push(`${state} ${event.type} ${event.event_id}`));
    socket.next(sessionUpdate({ instructions: 'B' }));
    socket.next({ ...sessionUpdate({ instructions: 'C' }), event_id: 'c' });
    socket.next(append(40));
    sockets[0]!.open();
    sockets[0]!.message(created);
    const ids = sockets[0]!.sent.map((text) => (JSON.parse(text) as { event_id: string }).event_id);
    expect(sockets[0]!.sentTypes).toEqual(['session.update', 'session.update', 'session.update']);
    sockets[0]!.message(updated);
    expect(sockets[0]!.sentTypes.at(-1)).toBe('input_audio_buffer.append');
    sockets[0]!.message({
      type: 'error',
      event_id: 'event_1',
      error: { type: 'invalid_request_error', code: 'invalid_value', message: 'no', event_id: ids[1] },
    });
    sockets[0]!.message(updated);
    expect(told).toEqual(ids.map((id) => `acknowledged session.update ${id}`));
    expect(ids[2]).toBe('c');
  });

  it('waits no longer for an answer to session.update that has come', () => {
    const { sockets, listen, seen, advance } = setUp({ session: { type: 'realtime' } });
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    sockets[0]!.message(updated);
    advance(20_000);
    expect(seen).toEqual(['session.created', 'session.updated']);
  });

  it('fails a connection whose session.update is never answered', () => {
    const { socket, sockets, listen, seen, advance } = setUp({ session: { type: 'realtime' } });
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    advance(10_000);
    expect(seen).toEqual(['session.created', 'connection.lost', 'error session_update_timeout']);
    expect(socket).toBeDefined();
  });

  it('keeps what was queued over a refused connection, and tells of the audio that grew old', () => {
    const { socket, sockets, listen, gaps, advance } = setUp();
    socket.next(responseCreate());
    listen();
    socket.next(append(40));
    sockets[0]!.close(1006);
    advance(2_000);
    listen();
    sockets[1]!.open();
    sockets[1]!.message(created);
    expect(sockets[1]!.sentTypes).toEqual(['response.create']);
    expect(gaps).toEqual([40]);
  });

  it('drops the oldest audio beyond two seconds and reports the milliseconds', () => {
    const { socket, gaps } = setUp();
    for (let index = 0; index < 51; index += 1) socket.next(append(40));
    expect(gaps).toEqual([40]);
  });

  it('sends nothing while too much waits in the platform’s socket, and control events first', () => {
    const { socket, sockets, advance } = setUp();
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    sockets[0]!.bufferedAmount = 65_536;
    socket.next(append(40));
    socket.next(responseCreate());
    expect(sockets[0]!.sentTypes).toEqual([]);
    sockets[0]!.bufferedAmount = 64_000;
    advance(20);
    expect(sockets[0]!.sentTypes).toEqual(['response.create']);
    sockets[0]!.bufferedAmount = 0;
    advance(20);
    expect(sockets[0]!.sentTypes).toEqual(['response.create', 'input_audio_buffer.append']);
  });

  it('sends where the platform does not tell what waits, as Cloudflare Workers do not', () => {
    const { socket, sockets, advance } = setUp();
    socket.connect();
    sockets[0]!.open();
    Object.assign(sockets[0]!, { bufferedAmount: undefined });
    sockets[0]!.message(created);
    socket.next(responseCreate());
    advance(20);
    expect(sockets[0]!.sentTypes).toEqual(['response.create']);
  });

  it('sends no audio while a ping takes too long', () => {
    const { socket, sockets, advance, gaps } = setUp({ heartbeat: {} });
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    advance(200);
    socket.next(append(40));
    expect(sockets[0]!.pings).toBe(1);
    advance(500);
    socket.next(append(40));
    expect(sockets[0]!.sentTypes).toEqual(['input_audio_buffer.append']);
    sockets[0]!.pong();
    advance(200);
    expect(gaps).toEqual([]);
  });

  it('tells of every event that is left over when it is closed', () => {
    const { socket, listen, undelivered, gaps } = setUp();
    const subscription = listen();
    socket.next(responseCreate());
    socket.next(append(40));
    socket.next(inputAudioBufferCommit());
    subscription.unsubscribe();
    expect(undelivered).toEqual(['response.create socket_closed', 'input_audio_buffer.commit socket_closed']);
    expect(gaps).toEqual([40]);
  });

  it('refuses what cannot be encoded, and goes on', () => {
    const { socket, sockets, undelivered } = setUp();
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    socket.next({ type: 'input_audio_buffer.append', audio: 7 } as never);
    socket.next(responseCreate());
    expect(undelivered).toEqual(['input_audio_buffer.append not_encodable']);
    expect(sockets[0]!.sentTypes).toEqual(['response.create']);
  });
});

describe('realtimeSocket: what became of an event', () => {
  /** A socket with a session, and what its deliveries say. */
  const begin = (socketConfig: RealtimeSocketConfig = {}) => {
    const parts = setUp(socketConfig);
    const told: string[] = [];
    parts.socket.delivery$.subscribe(({ state, event, generation }) =>
      told.push(`${state} ${event.type} ${generation}`),
    );
    parts.listen();
    parts.sockets[0]!.open();
    parts.sockets[0]!.message(created);
    return { ...parts, told, fake: parts.sockets[0]! };
  };
  const message = (id: string) => ({ type: 'message', role: 'user', id, status: 'completed', content: [] });
  const added = (id: string) => ({
    type: 'conversation.item.added',
    event_id: 'event_2',
    previous_item_id: null,
    item: message(id),
  });
  const item = (id: string): ClientEvent => ({
    type: 'conversation.item.create',
    item: { ...userText('a'), id },
  });
  const next = ({ sockets, listen }: ReturnType<typeof setUp>) => {
    listen();
    sockets.at(-1)!.open();
    sockets.at(-1)!.message(created);
  };

  it('is acknowledged by what the server says to it, also while the connection closes', () => {
    const { socket, fake, told } = begin();
    socket.next(item('item_1'));
    socket.next(item('item_2'));
    fake.message(added('item_2'));
    expect(told).toEqual(['acknowledged conversation.item.create 1']);
    fake.answersClose = false;
    socket.complete();
    fake.message(added('item_1'));
    fake.close(1000);
    expect(told).toEqual([
      'acknowledged conversation.item.create 1',
      'acknowledged conversation.item.create 1',
    ]);
  });

  it('is acknowledged by an answer that comes while it is being written', () => {
    const { socket, fake, told } = begin();
    socket.wire$.subscribe(({ direction }) => direction === 'out' && fake.message(added('item_1')));
    socket.next(item('item_1'));
    expect(told).toEqual(['acknowledged conversation.item.create 1']);
  });

  it('is uncertain when 4,096 later ones have no answer either', () => {
    const { socket, told } = begin();
    for (let index = 0; index < 4_096; index += 1) socket.next(item(`item_${index}`));
    expect(told).toEqual([]);
    socket.next(responseCreate());
    expect(told).toEqual(['uncertain conversation.item.create 1']);
  });

  it('is uncertain when the connection ends before an answer, and that is told before the end', () => {
    const { socket, fake, told, seen } = begin();
    socket.delivery$.subscribe(({ state }) => seen.push(state));
    socket.next(item('item_1'));
    socket.next(append(40));
    fake.close(1006);
    expect(told).toEqual(['uncertain conversation.item.create 1']);
    expect(seen.slice(-3)).toEqual(['uncertain', 'connection.lost', 'error closed_1006']);
  });

  it('is unsent, and undelivered, when it never left', () => {
    const { socket, told, undelivered } = begin({ maxControlBytes: 200 });
    socket.next({
      ...userText('x'.repeat(300)),
      type: 'conversation.item.create',
      item: userText('x'.repeat(300)),
    });
    socket.next({ type: 'response.cancel', response_id: 7 } as never);
    expect(told).toEqual(['unsent conversation.item.create 1', 'unsent response.cancel 1']);
    expect(undelivered).toEqual([
      'conversation.item.create control_lane_full',
      'response.cancel not_encodable',
    ]);
  });

  it('waits when the server has begun to close, and goes to the next session', () => {
    const parts = begin();
    const { socket, fake, told, sockets } = parts;
    fake.answersClose = false;
    fake.beginClose();
    socket.next(item('item_1'));
    fake.close(1012);
    expect(fake.sentTypes).toEqual([]);
    next(parts);
    expect(sockets[1]!.sentTypes).toEqual(['conversation.item.create']);
    sockets[1]!.message(added('item_1'));
    expect(told).toEqual(['acknowledged conversation.item.create 2']);
  });

  it('waits for the next session unless it was made for the one that is gone', () => {
    const parts = begin();
    const { socket, fake, undelivered, sockets } = parts;
    fake.message(added('item_1'));
    fake.close(1006);
    socket.next(responseCancel());
    socket.next(inputAudioBufferCommit());
    socket.next({ type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0, audio_end_ms: 1 });
    socket.next({
      type: 'conversation.item.create',
      item: { type: 'function_call_output', call_id: 'call_9', output: '' },
    });
    socket.next({ ...item('item_2'), previous_item_id: 'item_1' } as ClientEvent);
    expect(undelivered).toEqual([
      'response.cancel session_replaced',
      'input_audio_buffer.commit session_replaced',
      'conversation.item.truncate session_replaced',
      'conversation.item.create session_replaced',
    ]);
    socket.next(responseCreate());
    next(parts);
    // What follows an item that the new session does not know is refused as soon as there is one.
    expect(undelivered.slice(4)).toEqual(['conversation.item.create session_replaced']);
    expect(sockets[1]!.sentTypes).toEqual(['response.create']);
  });

  it('is refused in the next session when it names what only an earlier one knew', () => {
    const parts = begin();
    const { socket, fake, undelivered, sockets } = parts;
    fake.message(added('item_1'));
    fake.message(added('item_2'));
    fake.close(1006);
    next(parts);
    sockets[1]!.message(added('item_2'));
    for (const id of ['item_1', 'item_2', 'item_3'])
      socket.next({ type: 'conversation.item.delete', item_id: id });
    expect(undelivered).toEqual(['conversation.item.delete session_replaced']);
    expect(sockets[1]!.sent.map((text) => (JSON.parse(text) as { item_id: string }).item_id)).toEqual([
      'item_2',
      'item_3',
    ]);
  });

  it('waits for the very first session, whatever it is', () => {
    const { socket, sockets, undelivered, listen } = setUp();
    socket.next(append(40));
    socket.next(inputAudioBufferCommit());
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    expect(sockets[0]!.sentTypes).toEqual(['input_audio_buffer.append', 'input_audio_buffer.commit']);
    expect(undelivered).toEqual([]);
  });

  it('is unsent after an end that nothing can mend', () => {
    const { socket, fake, told } = begin();
    fake.answersClose = false;
    fake.beginClose();
    socket.next(responseCreate());
    fake.close(4000);
    expect(told).toEqual(['unsent response.create 1']);
  });

  it('is bounded together with what the socket holds, and survives the end of the socket', () => {
    const parts = begin({ maxControlBytes: 100_000 });
    const { socket, fake, undelivered, sockets } = parts;
    fake.bufferedAmount = 65_536;
    for (let index = 0; index < 4; index += 1)
      socket.next({
        type: 'conversation.item.create',
        item: { ...userText('x'.repeat(10_000)), id: `i${index}` },
      });
    expect(undelivered).toEqual(['conversation.item.create control_lane_full']);
    fake.close(1006);
    next(parts);
    expect(sockets[1]!.sentTypes).toHaveLength(3);
  });
});

describe('realtimeSocket: from one connection to the next', () => {
  it('does not let the last words of the one before configure the new one', () => {
    const { socket, sockets, advance } = setUp(
      { session: { instructions: 'A' } },
      (fake) => (fake.answersClose = false),
    );
    const first = socket.subscribe({ error: () => undefined });
    sockets[0]!.open();
    sockets[0]!.message(created);
    first.unsubscribe();
    const told: number[] = [];
    socket.delivery$.subscribe(({ generation }) => told.push(generation));
    socket.next(append(40));
    const second = socket.subscribe({ error: () => undefined });
    sockets[0]!.message(updated);
    sockets[0]!.message(created);
    expect(told).toEqual([1]);
    sockets[0]!.close(1000);
    sockets[1]!.open();
    sockets[1]!.message(created);
    advance(10);
    expect(sockets[1]!.sentTypes).toEqual(['session.update']);
    sockets[1]!.message(updated);
    expect(sockets[1]!.sentTypes).toEqual(['session.update', 'input_audio_buffer.append']);
    second.unsubscribe();
  });

  it('does not take the format of sound from the session before', () => {
    const { socket, sockets, gaps } = setUp({}, (fake) => (fake.answersClose = false));
    const first = socket.subscribe({ error: () => undefined });
    sockets[0]!.open();
    sockets[0]!.message(created);
    first.unsubscribe();
    const session = { ...created.session, audio: { input: { format: { type: 'audio/pcmu' } } } };
    sockets[0]!.message({ ...updated, session });
    socket.next(append(40));
    socket.complete();
    expect(gaps).toEqual([40]);
  });

  it('keeps a pause over to the next socket, until it is over', () => {
    const paused: number[] = [];
    const { socket, sockets } = setUp();
    const count = (): void => void paused.push(sockets.filter(({ isPaused }) => isPaused).length);
    socket.subscribe({ error: () => undefined });
    sockets[0]!.open();
    sockets[0]!.message(created);
    const pause = socket.pause();
    const another = socket.pause();
    count();
    sockets[0]!.close(1006);
    socket.subscribe({ error: () => undefined });
    sockets[1]!.open();
    count();
    pause.unsubscribe();
    count();
    another.unsubscribe();
    count();
    expect(paused).toEqual([1, 2, 2, 1]);
    expect(sockets[1]!.isPaused).toBe(false);
  });
});

describe('realtimeSocket: sources', () => {
  const started = () => {
    const parts = setUp();
    const errors: unknown[] = [];
    parts.socket.sourceError$.subscribe((error) => errors.push(error));
    parts.listen();
    parts.sockets[0]!.open();
    parts.sockets[0]!.message(created);
    return { ...parts, errors };
  };

  it('sends what several streams emit, whichever of them ends or fails', () => {
    const { socket, sockets, errors } = started();
    const hands$ = new Subject<ClientEvent>();
    const sending = socket.send(
      of(responseCreate()),
      throwError(() => 'broken'),
      hands$,
      [responseCancel()],
    );
    hands$.next(responseCreate());
    expect(sockets[0]!.sentTypes).toEqual(['response.create', 'response.cancel', 'response.create']);
    expect(errors).toEqual([{ index: 1, error: 'broken' }]);
    expect(sockets[0]!.closedWith).toBeUndefined();
    sending.unsubscribe();
    expect(hands$.observed).toBe(false);
  });

  it.each<[string, unknown]>([
    ['an error with a text for a code', Object.assign(new Error('no such file'), { code: 'ENOENT' })],
    ['an error with a number for a code', Object.assign(new Error('x'), { code: 4000 })],
    ['a code that is none', { code: 999 }],
    ['a code that nobody may send', { code: 1006, reason: 'x'.repeat(200) }],
    ['nothing', undefined],
  ])('closes with 1000 and tells the cause when a source fails with %s', (_, error) => {
    const { socket, sockets, errors, seen } = started();
    throwError(() => error).subscribe(socket as never);
    expect(sockets[0]!.closedWith).toBe(1000);
    expect(errors).toEqual([{ error }]);
    expect(seen).toEqual(['session.created', 'complete']);
  });

  it('closes with a code and a reason of one’s own, as every WebSocketSubject does', () => {
    const { socket, sockets, errors } = started();
    socket.error({ code: 4001, reason: 'é'.repeat(100) });
    expect(sockets[0]!.closedWith).toBe(4001);
    expect(errors).toEqual([]);
  });
});

describe('realtimeSocket: when it may connect again', () => {
  it('waits as long as the server asked, whoever subscribes', () => {
    const { sockets, listen, advance, statuses } = setUp();
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    sockets[0]!.close(1013);
    listen();
    advance(999);
    expect(sockets).toHaveLength(1);
    expect(statuses.at(-1)).toBe('closed');
    advance(1);
    expect(sockets).toHaveLength(2);
    expect(statuses.at(-1)).toBe('connecting');
  });

  it('waits as long as whoever decides has said, and reports what waits when it gives up', () => {
    const { socket, sockets, advance, listen, undelivered } = setUp();
    const errors: RealtimeError[] = [];
    socket.subscribe({ error: (error: RealtimeError) => errors.push(error) });
    sockets[0]!.open();
    sockets[0]!.message(created);
    sockets[0]!.close(1006);
    socket.next(responseCreate());
    postpone(errors[0]!, 5_000);
    const waiting = listen();
    advance(4_999);
    expect(sockets).toHaveLength(1);
    waiting.unsubscribe();
    expect(undelivered).toEqual(['response.create socket_closed']);
    socket.next(responseCreate());
    abandon(errors[0]!);
    expect(undelivered).toEqual(['response.create socket_closed', 'response.create socket_closed']);
  });
});

describe('realtimeSocket: what is over', () => {
  it('does not destroy a socket that has closed in good time, and waits for nothing', () => {
    const { sockets, listen, advance, scheduler } = setUp();
    const subscription = listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    subscription.unsubscribe();
    expect(scheduler.actions).toEqual([]);
    advance(10_000);
    expect(sockets[0]!.closedWith).toBe(1000);
  });

  it('leaves the longest wait, whoever asks for a shorter one', () => {
    const { socket, sockets, advance, listen } = setUp();
    const errors: RealtimeError[] = [];
    socket.subscribe({ error: (error: RealtimeError) => errors.push(error) });
    sockets[0]!.close(1006);
    postpone(errors[0]!, 5_000);
    postpone(errors[0]!, 100);
    listen();
    advance(4_999);
    expect(sockets).toHaveLength(1);
    advance(1);
    expect(sockets).toHaveLength(2);
  });
});

describe('realtimeSocket: types', () => {
  it('emits server events and takes client events', () => {
    const { socket } = setUp();
    expectTypeOf(merge(socket)).toEqualTypeOf<Observable<ServerEvent>>();
    expectTypeOf(firstValueFrom(socket)).resolves.toEqualTypeOf<ServerEvent>();
    expectTypeOf<RealtimeSocket['next']>().parameter(0).toEqualTypeOf<ClientEvent>();
    const clientEvents$ = from<ClientEvent[]>([]);
    const connect = (target: RealtimeSocket) => clientEvents$.subscribe(target);
    expect(connect).toBeDefined();
    const wrong = (target: RealtimeSocket, event: Extract<ServerEvent, { type: 'session.created' }>) => {
      // @ts-expect-error a server event cannot be sent
      target.next(event);
    };
    expect(wrong).toBeDefined();
  });
});
