import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EventEmitter } from 'node:events';
import {
  filter,
  firstValueFrom,
  lastValueFrom,
  startWith,
  Subject,
  take,
  toArray,
  VirtualTimeScheduler,
} from 'rxjs';

/** What the module was asked to do, in order. */
const calls: unknown[] = [];
const called$ = new Subject<void>();
const call = (asked: unknown): void => {
  calls.push(asked);
  queueMicrotask(() => called$.next());
};
let openFails: Error | undefined;
let write: (bytes: Uint8Array) => Promise<void> = async () => undefined;
let device: EventEmitter & { overrunCount: number };

const open = async (options: unknown) => {
  call(options);
  if (openFails !== undefined) throw openFails;
  device = Object.assign(new EventEmitter(), {
    overrunCount: 0,
    stop: () => call('stop'),
    destroy: () => call('destroy'),
    writeAsync: (bytes: Uint8Array) => {
      call(bytes.length);
      return write(bytes);
    },
    drainAsync: async () => call('drain'),
  });
  device.on('newListener', () => queueMicrotask(() => called$.next()));
  return device;
};
jest.unstable_mockModule('decibri', () => ({ default: { Microphone: { open }, Speaker: { open } } }), {
  virtual: true,
});
const { microphone, speaker } = await import('../node.ts');

/** Looks again at every call, and when a listener has been added: nothing is polled. */
const eventually = (holds: () => boolean) =>
  firstValueFrom(called$.pipe(startWith(undefined), filter(holds)));
const bytes = new Uint8Array(Int16Array.from({ length: 480 }, (_, index) => index).buffer);
const block = { pcm: new Int16Array(240), sampleRateHz: 24_000 };
let scheduler: VirtualTimeScheduler;

beforeEach(() => {
  calls.length = 0;
  openFails = undefined;
  write = async () => undefined;
  scheduler = new VirtualTimeScheduler();
});

describe('a microphone of decibri', () => {
  it('is opened for 16-bit samples of one channel, heard, and closed', async () => {
    const overruns: number[] = [];
    const heard = lastValueFrom(
      microphone({ device: 'Headset', overrunObserver: { next: (times) => overruns.push(times) } }).pipe(
        take(2),
        toArray(),
      ),
    );
    await eventually(() => calls.length > 0 && device.listenerCount('data') > 0);
    device.emit('data', bytes.subarray(0, 961));
    device.overrunCount = 3;
    device.emit('data', bytes.subarray(961));
    device.emit('data', bytes);
    expect((await heard).map(({ pcm }) => [...pcm])).toEqual(
      Array.from({ length: 2 }, () => Array.from({ length: 480 }, (_, index) => index)),
    );
    expect(overruns).toEqual([3]);
    await eventually(() => calls.includes('destroy'));
    expect(calls).toEqual([
      { sampleRate: 24_000, channels: 1, dtype: 'int16', device: 'Headset', framesPerBuffer: 480 },
      'stop',
      'destroy',
    ]);
  });

  it('is closed also when it opens after nobody listens any more', async () => {
    microphone({ device: 'alsa:hw:0,0' }).subscribe().unsubscribe();
    await eventually(() => calls.includes('destroy'));
    expect(calls).toEqual([expect.objectContaining({ device: { id: 'alsa:hw:0,0' } }), 'stop', 'destroy']);
    expect(device.listenerCount('data')).toBe(0);
  });

  it('tells why it does not open, and that it went', async () => {
    openFails = new Error('Microphone permission denied.');
    await expect(lastValueFrom(microphone({ backend: 'decibri' }))).rejects.toMatchObject({
      code: 'device_unavailable',
      actual: 'decibri: Microphone permission denied.',
    });
    openFails = undefined;
    const failing = lastValueFrom(microphone({ backend: 'decibri' }));
    await eventually(() => calls.length > 1 && device.listenerCount('data') > 0);
    device.emit('data', bytes);
    device.emit('error', new Error('decibri: audio device error: unplugged'));
    await expect(failing).rejects.toMatchObject({ code: 'device_failed' });
  });
});

describe('a speaker of decibri', () => {
  it('is primed, written to in order, and stopped after the last sound', async () => {
    const player = speaker({ latencyMs: 0, scheduler });
    player.write(block);
    player.write({ ...block, pcm: block.pcm.subarray(0, 120) });
    const reports: number[] = [];
    player.played$.subscribe((ms) => reports.push(ms));
    await eventually(() => calls.includes(240));
    scheduler.flush();
    expect(reports).toEqual([10, 15]);
    await eventually(() => calls.includes('stop'));
    expect(calls).toEqual([
      { sampleRate: 24_000, channels: 1, dtype: 'int16' },
      64,
      480,
      240,
      'drain',
      'stop',
    ]);
  });

  it('is stopped at once by clear, with what waits for room', async () => {
    const player = speaker({ latencyMs: 0, scheduler });
    player.write(block);
    await eventually(() => calls.includes(480));
    scheduler.maxFrames = 10;
    scheduler.flush();
    write = () => new Promise(() => undefined);
    player.write(block);
    player.write(block);
    await eventually(() => calls.length === 4);
    player.clear();
    await eventually(() => calls.includes('stop'));
    expect(calls.slice(1)).toEqual([64, 480, 480, 'stop']);
  });

  it('tells that it went', async () => {
    const player = speaker({ latencyMs: 0, scheduler });
    const failing = lastValueFrom(player.played$);
    player.write(block);
    await eventually(() => calls.includes(480));
    scheduler.maxFrames = 10;
    scheduler.flush();
    write = () => Promise.reject(new Error('decibri: audio device error: unplugged'));
    player.write(block);
    await expect(failing).rejects.toMatchObject({
      code: 'device_failed',
      actual: 'decibri: audio device error: unplugged',
    });
    expect(calls.filter((asked) => asked === 'stop')).toHaveLength(1);
  });
});
