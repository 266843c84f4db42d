// Any order of what users and servers do: one socket at a time, nothing lost in silence, nothing left behind.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { inputAudioBufferAppend, inputAudioBufferCommit, responseCreate } from '@rx-realtime/codecs';
import type { ClientEvent } from '@rx-realtime/codecs';
import { fakeWebSockets, sessionCreated, startPlainServer } from '@rx-realtime/test-kit';
import type { FakeWebSocket, PlainServer } from '@rx-realtime/test-kit';
import fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { filter, firstValueFrom, VirtualTimeScheduler } from 'rxjs';
import type { Subscription } from 'rxjs';
import { realtimeSocket } from '../src/realtimeSocket.ts';
import type { RealtimeSocket } from '../src/socketOf.ts';

const updated = sessionCreated.replace('session.created', 'session.updated');
const chunkMs = 40;

// Lets a spec ask for a garbage collection.
setFlagsFromString('--expose-gc');

const command = fc.oneof(
  { weight: 4, arbitrary: fc.constant('subscribe' as const) },
  { weight: 3, arbitrary: fc.constant('unsubscribe' as const) },
  { weight: 2, arbitrary: fc.constantFrom('pause' as const, 'resume' as const) },
  { weight: 4, arbitrary: fc.constantFrom('control' as const, 'commit' as const, 'invalid' as const) },
  { weight: 4, arbitrary: fc.constant('audio' as const) },
  { weight: 1, arbitrary: fc.constantFrom('complete' as const, 'error' as const) },
  {
    weight: 6,
    arbitrary: fc.constantFrom('open' as const, 'created' as const, 'updated' as const, 'pong' as const),
  },
  { weight: 2, arbitrary: fc.record({ closeCode: fc.constantFrom(1000, 1001, 1006, 3000, 4000) }) },
  { weight: 1, arbitrary: fc.record({ buffered: fc.constantFrom(0, 70_000) }) },
  { weight: 4, arbitrary: fc.record({ advanceMs: fc.nat(6_000) }) },
);

const controlEvents = {
  control: () => responseCreate(),
  commit: () => inputAudioBufferCommit(),
  invalid: () => ({ type: 'response.create', response: 7 }),
};

/** Only what is open can be talked through. */
const say = (wire: FakeWebSocket | undefined, event: string): void => {
  if (wire?.isOpen) wire.message(event);
};
const fill = (wire: FakeWebSocket | undefined, bytes: number): void => {
  if (wire) wire.bufferedAmount = bytes;
};

describe('a life of any order', () => {
  it('has one socket at a time, accounts for every event, and leaves nothing behind', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 80 }),
        fc.boolean(),
        fc.boolean(),
        (commands, answersClose, configured) => {
          const scheduler = new VirtualTimeScheduler();
          const { sockets, WebSocket } = fakeWebSockets((fake) => (fake.answersClose = answersClose));
          const alive = (): FakeWebSocket[] => sockets.filter(({ isClosed }) => !isClosed);
          const socket = realtimeSocket({
            url: 'ws://fake',
            WebSocketCtor: WebSocket,
            scheduler,
            ...(configured && { session: { instructions: 'Be brief.' } }),
          });
          const advance = (ms: number) => {
            scheduler.maxFrames = scheduler.now() + ms;
            scheduler.schedule(() => undefined, ms);
            scheduler.flush();
          };

          let control = 0;
          let audioMs = 0;
          let undelivered = 0;
          let gapMs = 0;
          let closings = 0;
          const generations: number[] = [];
          const fates: string[] = [];
          socket.delivery$.subscribe(({ event: { type, event_id: id } }) => {
            if (type !== 'session.update') fates.push(String(id));
          });
          socket.undelivered$.subscribe(({ event: { type } }) => {
            // Audio that is refused outright is a gap too, told where other refusals are.
            if (type === 'input_audio_buffer.append') gapMs += chunkMs;
            else if (type !== 'session.update') undelivered += 1;
          });
          socket.audioGap$.subscribe(({ durationMs }) => (gapMs += durationMs));
          socket.closed$.subscribe(({ generation }) => {
            closings += 1;
            generations.push(generation);
          });
          const subscriptions: Subscription[] = [];
          const pauses: Subscription[] = [];
          const subscribe = () => subscriptions.push(socket.subscribe({ error: () => undefined }));

          for (const current of commands) {
            const wire = alive()[0];
            if (typeof current === 'object') {
              if ('advanceMs' in current) advance(current.advanceMs);
              else if ('buffered' in current) fill(wire, current.buffered);
              else wire?.close(current.closeCode);
            } else if (current === 'subscribe') subscribe();
            else if (current === 'unsubscribe') subscriptions.shift()?.unsubscribe();
            else if (current === 'pause') pauses.push(socket.pause());
            else if (current === 'resume') pauses.pop()?.unsubscribe();
            else if (current === 'complete') socket.complete();
            else if (current === 'error') socket.error({ code: 4001, reason: 'why' });
            else if (current === 'open') wire?.open();
            else if (current === 'created') say(wire, sessionCreated);
            else if (current === 'updated') say(wire, updated);
            else if (current === 'pong') wire?.pong();
            else if (current === 'audio') {
              audioMs += chunkMs;
              socket.next(inputAudioBufferAppend(new Int16Array(chunkMs * 24)));
            } else {
              control += 1;
              socket.next(controlEvents[current]() as ClientEvent);
            }
            expect(alive().length).toBeLessThanOrEqual(1);
          }

          pauses.forEach((pause) => pause.unsubscribe());
          subscriptions.forEach((subscription) => subscription.unsubscribe());
          // Whatever still waits without a subscriber is told when the next one has come and gone.
          subscribe();
          subscriptions.at(-1)?.unsubscribe();
          advance(2_000);

          const sent = sockets.flatMap(({ sentTypes }) => sentTypes);
          const sentAudio = sent.filter((type) => type === 'input_audio_buffer.append').length;
          const sentUpdates = sent.filter((type) => type === 'session.update').length;
          expect(sent.length - sentAudio - sentUpdates + undelivered).toBe(control);
          // What became of each event is told, once.
          expect(fates).toHaveLength(control);
          expect(new Set(fates).size).toBe(control);
          expect(Math.round(sentAudio * chunkMs + gapMs)).toBe(audioMs);
          expect(alive()).toEqual([]);
          expect(closings).toBe(generations.length);
          expect(new Set(generations).size).toBe(generations.length);
          expect(scheduler.actions).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  }, 60_000);
});

describe('a long life', () => {
  it('keeps nothing of 10,000 connections that are over', () => {
    const scheduler = new VirtualTimeScheduler();
    let current: FakeWebSocket | undefined;
    const { WebSocket } = fakeWebSockets((fake) => (current = fake), { remember: false });
    const socket = realtimeSocket({ url: 'ws://fake', WebSocketCtor: WebSocket, scheduler });
    let seen = 0;
    const connect = () => {
      socket.subscribe({ next: () => (seen += 1), error: () => undefined });
      current?.open();
      current?.message(sessionCreated);
      current?.close(1006);
    };
    const collectGarbage = runInNewContext('gc') as () => void;
    const heapBytes = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    for (let index = 0; index < 1_000; index += 1) connect();
    const before = heapBytes();
    for (let index = 0; index < 10_000; index += 1) connect();
    expect(heapBytes() - before).toBeLessThan(1_000_000);
    // session.created and connection.lost of each.
    expect(seen).toBe(22_000);
    scheduler.maxFrames = 60_000;
    scheduler.flush();
    expect(scheduler.actions).toEqual([]);
  });
});

describe('a life on a real server', () => {
  let server: PlainServer;
  beforeEach(async () => {
    server = await startPlainServer();
  });
  afterEach(() => server.close());

  const becomes = (socket: RealtimeSocket, wanted: string) =>
    firstValueFrom(socket.status$.pipe(filter(({ state }) => state === wanted)));

  it('never has two connections, however quickly it is subscribed to and left', async () => {
    const socket = realtimeSocket({ url: server.url });
    for (let round = 0; round < 50; round += 1) {
      const subscription = socket.connect();
      if (round % 3 === 0) await becomes(socket, 'ready');
      else if (round % 3 === 1) await new Promise(setImmediate);
      subscription.unsubscribe();
    }
    await becomes(socket, 'closed');
    expect(server.mostOpen).toBe(1);
  });

  it('leaves no handle behind after 200 connections', async () => {
    const socket = realtimeSocket({ url: server.url });
    const round = async () => {
      const subscription = socket.connect();
      await becomes(socket, 'ready');
      subscription.unsubscribe();
      await becomes(socket, 'closed');
    };
    await round();
    const before = process.getActiveResourcesInfo().length;
    for (let index = 0; index < 200; index += 1) await round();
    await new Promise(setImmediate);
    expect(process.getActiveResourcesInfo().length).toBeLessThanOrEqual(before + 1);
  }, 30_000);
});
