import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { asyncScheduler, lastValueFrom, take, toArray } from 'rxjs';
import type { SchedulerAction, SchedulerLike } from 'rxjs';
import { webSocket } from 'rxjs/webSocket';
import { createGrants } from '../src/admission/grants.ts';
import { seededRandom } from '../src/scope/random.ts';
import { createSimulator } from '../src/createSimulator.ts';
import type { SimulatorConfig } from '../src/simulator.ts';
import { say } from '../src/script/reply.ts';
import type { Received } from './support/client.ts';

const hourMs = 3_600_000;
/** The wall clock's time, with waits a hundred times shorter. */
const hurried: SchedulerLike = {
  now: () => Date.now(),
  schedule: <T>(work: (this: SchedulerAction<T>, state?: T) => void, delay?: number, state?: T) =>
    asyncScheduler.schedule(work, (delay ?? 0) / 100, state),
};

const setClockBack = (): void => {
  const { now } = Date;
  jest.spyOn(Date, 'now').mockImplementation(() => now.call(Date) - hourMs);
};

/** What a session sends until an event of this type; at the other the wall clock is set back, and `follow` is sent. */
const heardUntil = async (
  type: string,
  backAt: string,
  sent: readonly object[],
  { follow = [], ...config }: SimulatorConfig & { readonly follow?: readonly object[] } = {},
): Promise<readonly Received[]> => {
  const { WebSocket } = createSimulator({ scheduler: hurried, ...config });
  const socket = webSocket<object>({ url: 'ws://simulator?model=gpt-realtime', WebSocketCtor: WebSocket });
  return new Promise((resolve, reject) => {
    const received: Received[] = [];
    const subscription = socket.subscribe({
      next: (event) => {
        const known = event as Received;
        received.push(known);
        if (known.type === backAt) {
          setClockBack();
          follow.forEach((following) => socket.next(following));
        }
        if (known.type !== type) return;
        resolve(received);
        subscription.unsubscribe();
      },
      error: reject,
    });
    sent.forEach((event) => socket.next(event));
  });
};

describe('when the wall clock is set back an hour', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('an answer goes on', async () => {
    const received = await heardUntil(
      'response.done',
      'response.output_audio.delta',
      [{ type: 'response.create' }],
      { responder: () => [say('One and two and three and four and five.')] },
    );
    expect(received.at(-1)?.response.status).toBe('completed');
  });

  it('somebody who has gone quiet is noticed', async () => {
    const session = {
      type: 'realtime',
      audio: { input: { turn_detection: { type: 'server_vad', idle_timeout_ms: 5_000 } } },
    };
    const update = { type: 'session.update', session };
    const received = await heardUntil(
      'input_audio_buffer.timeout_triggered',
      'response.done',
      [update, { type: 'response.create' }],
      { follow: [update] },
    );
    expect(received.at(-1)?.type).toBe('input_audio_buffer.timeout_triggered');
  });

  it('a recording goes on with its times', async () => {
    const simulator = createSimulator({ scheduler: hurried });
    const times = lastValueFrom(simulator.events$.pipe(take(2), toArray()));
    const socket = new simulator.WebSocket('ws://simulator?model=gpt-realtime');
    socket.onmessage = () => {
      setClockBack();
      socket.send('{"type":"input_audio_buffer.clear"}');
      socket.onmessage = null;
    };
    const [first, second] = await times;
    socket.close();
    expect(second?.timeMs).toBeGreaterThanOrEqual(first?.timeMs ?? Infinity);
  });

  it('a client secret lives as long as it was to live', () => {
    let nowMs = 0;
    const grants = createGrants({ scheduler: asyncScheduler, clock: { now: () => nowMs } }, seededRandom(1));
    const admitted = { kind: 'realtime', model: 'gpt-realtime', setup: {} } as const;
    const { value = '', expiresAt = 0 } = grants.mint(admitted, 600) ?? {};
    setClockBack();
    nowMs = 599_999;
    expect(grants.grantOf(value)).toBe(admitted);
    nowMs = 600_000;
    expect(grants.grantOf(value)).toBeUndefined();
    expect(expiresAt).toBeGreaterThan(Date.now() / 1_000);
  });
});
