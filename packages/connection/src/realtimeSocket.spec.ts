import { describe, expect, it } from '@jest/globals';
import { inputAudioBufferAppend, inputAudioBufferCommit, responseCreate } from '@rx-realtime/codecs';
import type { ClientEvent, ServerEvent } from '@rx-realtime/codecs';
import { fakeWebSockets } from '@rx-realtime/test-kit';
import type { FakeWebSocket } from '@rx-realtime/test-kit';
import { expectTypeOf } from 'expect-type';
import { config, firstValueFrom, from, merge, of, VirtualTimeScheduler } from 'rxjs';
import type { Observable } from 'rxjs';
import { WebSocketSubject } from 'rxjs/webSocket';
import { realtimeSocket } from './realtimeSocket.ts';
import type { RealtimeSocket } from './realtimeSocket.ts';
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
  return { socket, sockets, seen, statuses, undelivered, gaps, advance, listen };
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
    expect(seen).toEqual(['session.created', `error ${expected}`]);
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
    expect(calm.seen).toEqual(['complete']);

    const expired = setUp();
    expired.listen();
    expired.sockets[0]!.open();
    expired.sockets[0]!.message({
      type: 'error',
      event_id: 'e',
      error: { type: 'invalid_request_error', code: 'session_expired', message: 'over' },
    });
    expired.sockets[0]!.close(1000);
    expect(expired.seen).toEqual(['error', 'error session_expired']);
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
    expect(dumb.seen).toEqual(['error ready_timeout']);
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
    expect(seen).toEqual(['session.created', 'error heartbeat_timeout']);
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
    expect(wire).toEqual([`in ${JSON.stringify(created).length} 1`, 'out 35 1']);
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

  it('reports a session.update that the server refuses, and lets the audio go', () => {
    const { socket, sockets, undelivered } = setUp({ session: { type: 'realtime' } });
    socket.connect();
    socket.next(append(40));
    sockets[0]!.open();
    sockets[0]!.message(created);
    const { event_id } = JSON.parse(sockets[0]!.sent[0]!) as { event_id: string };
    sockets[0]!.message({
      type: 'error',
      event_id: 'e',
      error: { type: 'invalid_request_error', code: 'cannot_update_voice', message: 'no', event_id },
    });
    expect(undelivered).toEqual(['session.update cannot_update_voice']);
    expect(sockets[0]!.sentTypes).toEqual(['session.update', 'input_audio_buffer.append']);
  });

  it('fails a connection whose session.update is never answered', () => {
    const { socket, sockets, listen, seen, advance } = setUp({ session: { type: 'realtime' } });
    listen();
    sockets[0]!.open();
    sockets[0]!.message(created);
    advance(10_000);
    expect(seen).toEqual(['session.created', 'error session_update_timeout']);
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

  it('sends no audio while too much waits in the platform’s socket, but control events', () => {
    const { socket, sockets, advance } = setUp();
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(created);
    sockets[0]!.bufferedAmount = 65_536;
    socket.next(append(40));
    socket.next(responseCreate());
    expect(sockets[0]!.sentTypes).toEqual(['response.create']);
    sockets[0]!.bufferedAmount = 0;
    advance(20);
    expect(sockets[0]!.sentTypes).toEqual(['response.create', 'input_audio_buffer.append']);
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
