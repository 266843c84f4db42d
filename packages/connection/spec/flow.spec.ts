// Too much, too slow, too late: what is sent stays fresh, what is received stays bounded.
import { afterEach, describe, expect, it } from '@jest/globals';
import { inputAudioBufferAppend } from '@rx-realtime/codecs';
import { fakeWebSockets, sessionCreated, startPlainServer } from '@rx-realtime/test-kit';
import type { FakeWebSocket } from '@rx-realtime/test-kit';
import fc from 'fast-check';
import { firstValueFrom, interval, NEVER, timer, VirtualTimeScheduler } from 'rxjs';
import { consume } from '../src/consume.ts';
import { realtimeSocket } from '../src/realtimeSocket.ts';

const chunkMs = 40;
const append = () => inputAudioBufferAppend(new Int16Array(chunkMs * 24));

/** A network beneath a fake socket: bytes leave at a fixed rate and in order, pings among them. */
const slowUplink = (socket: FakeWebSocket, scheduler: VirtualTimeScheduler, bytesPerMs: number) => {
  const arrivedAtMs: number[] = [];
  let freeAtMs = 0;
  let frames = 0;
  let pings = 0;
  const carry = (bytes: number, arrive: () => void) => {
    freeAtMs = Math.max(freeAtMs, scheduler.now()) + bytes / bytesPerMs;
    scheduler.schedule(arrive, freeAtMs - scheduler.now());
  };
  /** Looks at what the client has sent since the last look. The kernel takes everything at once: nothing is buffered. */
  const look = () => {
    for (; frames < socket.sent.length; frames += 1) {
      carry(socket.sent[frames]!.length, () => arrivedAtMs.push(scheduler.now()));
    }
    for (; pings < socket.pings; pings += 1) carry(8, () => socket.pong());
  };
  return { look, arrivedAtMs };
};

describe('audio on its way out', () => {
  it('stays young on an uplink that cannot carry it, although the platform’s buffer looks empty', () => {
    // 24 kHz PCM16 in base64 needs 64 bytes a millisecond.
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 64 }), (bytesPerMs) => {
        const scheduler = new VirtualTimeScheduler();
        const { sockets, WebSocket } = fakeWebSockets();
        const socket = realtimeSocket({ url: 'ws://fake', WebSocketCtor: WebSocket, scheduler });
        let gapMs = 0;
        socket.audioGap$.subscribe(({ durationMs }) => (gapMs += durationMs));
        socket.connect();
        const fake = sockets[0]!;
        fake.open();
        fake.message(sessionCreated);
        const wire = slowUplink(fake, scheduler, bytesPerMs);

        const spokenAtMs: number[] = [];
        const sentAtMs: number[] = [];
        let appended = 0;
        interval(chunkMs, scheduler).subscribe(() => {
          spokenAtMs.push(scheduler.now());
          appended += 1;
          socket.next(append());
        });
        interval(1, scheduler).subscribe(() => {
          while (sentAtMs.length < fake.sent.length) sentAtMs.push(scheduler.now());
          wire.look();
        });
        scheduler.maxFrames = 20_000;
        scheduler.flush();

        // From leaving the client to arriving at the server; what waited before leaving is bounded by maxAudioAgeMs.
        const transitMs = wire.arrivedAtMs.map((atMs, index) => atMs - sentAtMs[index]!);
        expect(Math.max(...transitMs)).toBeLessThanOrEqual(1_200);
        const waitingMs = appended * chunkMs - fake.sent.length * chunkMs - gapMs;
        expect(waitingMs).toBeGreaterThanOrEqual(0);
        expect(waitingMs).toBeLessThanOrEqual(2_000);
      }),
      { numRuns: 20 },
    );
  });

  it('is never older than maxAudioAgeMs after an outage, and the outage is told in milliseconds', () => {
    const scheduler = new VirtualTimeScheduler();
    const { sockets, WebSocket } = fakeWebSockets();
    const socket = realtimeSocket({
      url: 'ws://fake',
      WebSocketCtor: WebSocket,
      scheduler,
      heartbeat: false,
    });
    let gapMs = 0;
    socket.audioGap$.subscribe(({ durationMs }) => (gapMs += durationMs));
    socket.connect();
    sockets[0]!.open();
    sockets[0]!.message(sessionCreated);
    sockets[0]!.close(1006);

    const microphone = interval(chunkMs, scheduler).subscribe(() => socket.next(append()));
    scheduler.maxFrames = 6_000;
    scheduler.flush();
    socket.connect();
    sockets[1]!.open();
    sockets[1]!.message(sessionCreated);
    microphone.unsubscribe();
    expect(sockets[1]!.sent.length * chunkMs).toBeLessThanOrEqual(1_000 + chunkMs);
    expect(sockets[1]!.sent.length * chunkMs + gapMs).toBe(6_000);
  });
});

describe('events on their way in', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    await Promise.all(closing.splice(0).map((close) => close()));
  });

  it('are left in the network by a consumer that is stuck, and the quiet peer is not judged meanwhile', async () => {
    const audio = JSON.stringify({
      type: 'response.output_audio.delta',
      event_id: 'event_1',
      response_id: 'resp_1',
      item_id: 'item_1',
      output_index: 0,
      content_index: 0,
      delta: 'A'.repeat(64 * 1024),
    });
    const server = await startPlainServer({
      onConnection: (client) => {
        client.send(sessionCreated);
        for (let index = 0; index < 600; index += 1) client.send(audio);
      },
    });
    closing.push(() => server.close());
    const socket = realtimeSocket({ url: server.url, heartbeat: { intervalMs: 40, deadlineMs: 40 } });
    let receivedBytes = 0;
    let ended = false;
    socket.wire$.subscribe(
      ({ direction, sizeBytes }) => (receivedBytes += direction === 'in' ? sizeBytes : 0),
    );
    socket.closed$.subscribe(() => (ended = true));
    const consumer = consume(socket, () => NEVER, { maxBytes: 1024 * 1024 }).subscribe();
    await firstValueFrom(timer(600));
    expect(ended).toBe(false);
    expect(receivedBytes).toBeGreaterThan(1024 * 1024);
    expect(receivedBytes).toBeLessThan(4 * 1024 * 1024);
    consumer.unsubscribe();
  });

  it('fail the connection when it is paused for too long', async () => {
    const server = await startPlainServer();
    closing.push(() => server.close());
    const socket = realtimeSocket({ url: server.url, maxPauseMs: 50 });
    const failure = new Promise((resolve) => socket.subscribe({ error: resolve }));
    await firstValueFrom(socket);
    socket.pause();
    expect(await failure).toMatchObject({ code: 'paused_too_long', retriable: true });
  });
});
