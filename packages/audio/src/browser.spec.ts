// Microphone and speaker against the smallest possible browser: the real worklets, run by hand, 128 samples at a time.
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AudioError } from './audioError.ts';
import { microphone, speaker, workletUrl } from './browser.ts';
import { tone } from './sound/tone.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

const quantum = 128;
type Listener = (event: { readonly data: unknown }) => void;
interface Processor {
  process(inputs: readonly Float32Array[][], outputs: readonly Float32Array[][]): boolean;
}

/** One end of a message channel that delivers at once. */
class Port {
  onmessage: Listener | undefined;
  other: Port | undefined;
  postMessage(data: unknown): void {
    this.other?.onmessage?.({ data });
  }
}

const processors = new Map<string, new (options: object) => Processor>();
let nextPort = new Port();
class Worklet {
  readonly port = nextPort;
}

class Node {
  readonly targets: unknown[] = [];
  connect<T>(target: T): T {
    this.targets.push(target);
    return target;
  }
  disconnect(): void {
    this.targets.splice(0);
  }
}

let contexts: Context[] = [];
let moduleFails = false;
class Context {
  readonly sampleRate: number;
  readonly destination = new Node();
  readonly audioWorklet = {
    loaded: [] as string[],
    addModule: (url: string) => {
      this.audioWorklet.loaded.push(String(url));
      return moduleFails ? Promise.reject(new DOMException('no', 'AbortError')) : Promise.resolve();
    },
  };
  state = 'suspended';
  onstatechange: (() => void) | null = null;
  baseLatency = 0;
  outputLatency = 0;
  frame = 0;
  node: WorkletNode | undefined;
  constructor({ sampleRate = 48_000 }: { sampleRate?: number } = {}) {
    this.sampleRate = sampleRate;
    contexts.push(this);
  }
  get currentTime(): number {
    return this.frame / this.sampleRate;
  }
  resume(): Promise<void> {
    this.state = 'running';
    return Promise.resolve();
  }
  close(): Promise<void> {
    this.state = 'closed';
    return Promise.resolve();
  }
  createMediaStreamSource(): Node {
    return new Node();
  }
  /** Lets the audio thread run for a while; `input` is what the microphone hears. Returns what came out. */
  run(ms: number, input = 0): Float32Array {
    const quanta = Math.round((ms * this.sampleRate) / 1_000 / quantum);
    const heard = new Float32Array(quanta * quantum);
    for (let i = 0; i < quanta; i++) {
      const output = heard.subarray(i * quantum, (i + 1) * quantum);
      Object.assign(globalThis, { currentFrame: this.frame, sampleRate: this.sampleRate });
      this.node?.processor.process([[new Float32Array(quantum).fill(input)]], [[output]]);
      this.frame += quantum;
    }
    return heard;
  }
}

class WorkletNode extends Node {
  readonly port = new Port();
  readonly processor: Processor;
  readonly options: object;
  constructor(context: Context, name: string, options: object) {
    super();
    this.options = options;
    nextPort = new Port();
    nextPort.other = this.port;
    this.port.other = nextPort;
    const Registered = processors.get(name);
    if (!Registered) throw new Error(`no processor ${name}`);
    this.processor = new Registered(options);
    context.node = this;
  }
}

const track = {
  stopped: 0,
  onended: undefined as (() => void) | undefined,
  stop: () => (track.stopped += 1),
};
let asked: unknown[] = [];
let refusal: DOMException | undefined;
const browserGlobals = {
  AudioWorkletProcessor: Worklet,
  registerProcessor: (name: string, processor: new (options: object) => Processor) =>
    processors.set(name, processor),
  AudioContext: Context,
  AudioWorkletNode: WorkletNode,
};
const platformNavigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');

const getUserMedia = async (constraints: unknown) => {
  asked.push(constraints);
  if (refusal) throw refusal;
  return { getTracks: () => [track], getAudioTracks: () => [track] };
};
const setNavigator = (value: object) =>
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true });

beforeAll(async () => {
  Object.assign(globalThis, browserGlobals);
  await import('./browser/worklets/microphone.ts');
  await import('./browser/worklets/speaker.ts');
});
afterAll(() => {
  for (const name of [...Object.keys(browserGlobals), 'currentFrame', 'sampleRate'])
    Reflect.deleteProperty(globalThis, name);
  if (platformNavigator) Object.defineProperty(globalThis, 'navigator', platformNavigator);
  else Reflect.deleteProperty(globalThis, 'navigator');
});
beforeEach(() => {
  setNavigator({ mediaDevices: { getUserMedia } });
  contexts = [];
  asked = [];
  refusal = undefined;
  moduleFails = false;
  track.stopped = 0;
});

/** Lets promises that are already kept come through. */
const settled = () => new Promise((resolve) => setImmediate(resolve));
const theContext = (): Context => {
  const [context] = contexts;
  if (!context) throw new Error('no AudioContext was made');
  return context;
};

describe('microphone', () => {
  it('gives blocks at the rate of the session, from whatever the device gives', async () => {
    const blocks: Pcm16[] = [];
    const subscription = microphone({ blockMs: 20 }).subscribe((block) => blocks.push(block));
    await settled();
    theContext().run(200, 0.5);
    expect(theContext().sampleRate).toBe(48_000);
    expect(blocks.length).toBeGreaterThan(5);
    expect(blocks.every(({ pcm, sampleRateHz }) => pcm.length === 480 && sampleRateHz === 24_000)).toBe(true);
    expect(blocks[4]?.pcm[100]).toBeGreaterThan(16_300);
    subscription.unsubscribe();
  });

  it('rounds and clips like toPcm16', async () => {
    const samples: number[] = [];
    const subscription = microphone({ sampleRateHz: 48_000 }).subscribe(({ pcm }) =>
      samples.push(pcm[0] ?? 0),
    );
    await settled();
    for (const input of [1, -1, 2, -2]) theContext().run(80, input);
    expect([0, 4, 8, 12].map((block) => samples[block])).toEqual([32_767, -32_768, 32_767, -32_768]);
    subscription.unsubscribe();
  });

  it('asks for a clean voice, and for what the caller wants', async () => {
    microphone({ constraints: { deviceId: 'desk', noiseSuppression: false } })
      .subscribe()
      .unsubscribe();
    expect(asked).toEqual([
      { audio: { echoCancellation: true, noiseSuppression: false, autoGainControl: true, deviceId: 'desk' } },
    ]);
  });

  it('lets go on unsubscription, also before the user has answered, and opens anew', async () => {
    const microphone$ = microphone();
    const first = microphone$.subscribe();
    await settled();
    first.unsubscribe();
    expect(track.stopped).toBe(1);
    const second = microphone$.subscribe();
    second.unsubscribe();
    await settled();
    expect(track.stopped).toBe(2);
    expect(contexts.map(({ state }) => state)).toEqual(['closed', 'closed']);
    expect(contexts[1]?.node).toBeUndefined();
  });

  it.each([
    [
      'the user says no',
      () => (refusal = new DOMException('no', 'NotAllowedError')),
      'device_refused',
      'NotAllowedError',
    ],
    [
      'there is none',
      () => (refusal = new DOMException('no', 'NotFoundError')),
      'device_absent',
      'NotFoundError',
    ],
    [
      'the page may not ask',
      () => (refusal = new DOMException('no', 'SecurityError')),
      'device_forbidden',
      'SecurityError',
    ],
    ['there is no https', () => setNavigator({}), 'device_forbidden', 'SecurityError'],
    ['the worklet is not served', () => (moduleFails = true), 'device_unavailable', 'AbortError'],
  ])('fails with one typed error when %s', async (_, arrange, code, actual) => {
    arrange();
    const errors: unknown[] = [];
    microphone().subscribe({ error: (error) => errors.push(error) });
    await settled();
    expect(errors).toEqual([expect.objectContaining({ code, where: 'microphone', actual })]);
    expect(theContext().state).toBe('closed');
  });

  it('goes on after an interruption, or says that it cannot', async () => {
    const errors: unknown[] = [];
    microphone().subscribe({ error: (error) => errors.push(error) });
    await settled();
    const context = theContext();
    context.state = 'running';
    context.onstatechange?.();
    const resume = jest.spyOn(context, 'resume');
    context.state = 'interrupted';
    context.onstatechange?.();
    await settled();
    expect({ resumed: resume.mock.calls.length, errors }).toEqual({ resumed: 1, errors: [] });
    resume.mockRejectedValue(new Error('not now'));
    context.state = 'interrupted';
    context.onstatechange?.();
    await settled();
    expect(errors).toEqual([expect.objectContaining({ code: 'device_failed', actual: 'interrupted' })]);
  });

  it('fails when the device is unplugged', async () => {
    const errors: unknown[] = [];
    microphone().subscribe({ error: (error) => errors.push(error) });
    await settled();
    track.onended?.();
    expect(errors).toEqual([expect.objectContaining({ code: 'device_failed', actual: 'ended' })]);
  });

  it('refuses a block of no length', () => {
    expect(() => microphone({ blockMs: 0 })).toThrow(AudioError);
  });
});

describe('speaker', () => {
  const block = tone({ frequencyHz: 440, durationMs: 1_024 }); // 192 quanta
  const open = async (config = {}) => {
    const player = speaker(config);
    const played: number[] = [];
    player.played$.subscribe((ms) => played.push(ms));
    await settled();
    return { player, played, context: theContext() };
  };

  it('plays what is written, and has heard all of it at the end', async () => {
    const { player, played, context } = await open();
    player.write(block);
    await settled();
    const heard = context.run(1_100);
    expect(Array.from(heard.subarray(0, block.pcm.length), (sample) => sample * 32_768)).toEqual([
      ...block.pcm,
    ]);
    expect(played.at(-1)).toBe(1_024);
    expect(played.length).toBeGreaterThan(40);
    expect(played).toEqual([...new Set(played)].sort((a, b) => a - b));
  });

  it('plays what was written before the worklet was there, in order', async () => {
    const player = speaker();
    player.write({ pcm: Int16Array.of(1, 2), sampleRateHz: 24_000 });
    player.write({ pcm: Int16Array.of(3), sampleRateHz: 24_000 });
    await settled();
    expect(Array.from(theContext().run(20).subarray(0, 4), (sample) => sample * 32_768)).toEqual([
      1, 2, 3, 0,
    ]);
  });

  it('takes the delay of the device off', async () => {
    const { player, played, context } = await open();
    context.outputLatency = 0.16;
    context.baseLatency = 0.04;
    player.write(block);
    await settled();
    context.run(512);
    expect(played.at(-1)).toBeGreaterThan(512 - 200 - 30);
    expect(played.at(-1)).toBeLessThan(512 - 200 + 30);
    context.run(800);
    expect(played.at(-1)).toBe(1_024);
  });

  it('reports the position of the moment when it is cleared, and is silent', async () => {
    const { player, played, context } = await open({ reportMs: 500 });
    player.write(block);
    await settled();
    context.run(320);
    player.clear();
    await settled();
    expect(played.at(-1)).toBeCloseTo(320, 6);
    expect(context.run(100).every((sample) => sample === 0)).toBe(true);
    expect(played.at(-1)).toBeCloseTo(320, 6);
    player.write({ ...block, pcm: block.pcm.subarray(0, 2_400) });
    await settled();
    context.run(1_200);
    expect(played.at(-1)).toBeCloseTo(420, 6);
  });

  it('counts no silence between two blocks', async () => {
    const { player, played, context } = await open();
    const short = { ...block, pcm: block.pcm.subarray(0, 1_280) };
    player.write(short);
    await settled();
    context.run(300);
    player.write(short);
    await settled();
    context.run(300);
    expect(played.at(-1)).toBeCloseTo((2 * 1_280) / 24, 6);
  });

  it('refuses a block of another rate', async () => {
    const { player } = await open({ sampleRateHz: 8_000 });
    expect(() => player.write(block)).toThrow(expect.objectContaining({ code: 'rate_mismatch' }));
  });

  it('plays into a node of the caller, whose context it leaves open', async () => {
    const context = new Context({ sampleRate: 24_000 });
    const gain = Object.assign(new Node(), { context }) as object as AudioNode;
    const player = speaker({ destination: gain });
    await settled();
    expect(context.node?.targets).toEqual([gain]);
    await player.close();
    expect(context.node?.targets).toEqual([]);
    expect(context.state).toBe('suspended');
    expect(contexts).toHaveLength(1);
  });

  it('closes: lets go of the device, completes, ends the worklet', async () => {
    const { player, context } = await open();
    let completed = false;
    player.played$.subscribe({ complete: () => (completed = true) });
    await player.close();
    expect(completed).toBe(true);
    expect(context.state).toBe('closed');
    expect(context.node?.processor.process([], [[new Float32Array(quantum)]])).toBe(false);
  });

  it('tells in played$ that the worklet is not served', async () => {
    moduleFails = true;
    const player = speaker();
    const errors: unknown[] = [];
    player.played$.subscribe({ error: (error) => errors.push(error) });
    player.write(block);
    await settled();
    expect(errors).toEqual([expect.objectContaining({ where: 'speaker', actual: 'AbortError' })]);
    await player.close();
  });
});

describe('workletUrl', () => {
  it('lies beside the module, and can be replaced', async () => {
    expect(workletUrl('speaker')).toMatch(/\/worklets\/speaker\.js$/);
    expect(workletUrl('microphone')).toMatch(/\/worklets\/microphone\.js$/);
    speaker({ workletUrl: '/static/speaker.js' });
    expect(theContext().audioWorklet.loaded).toEqual(['/static/speaker.js']);
  });
});
