import { describe, expect, it } from '@jest/globals';
import { inputAudioBufferCommit, responseCreate } from '@rx-realtime/codecs';
import { pcm16FromBase64 } from '@rx-realtime/pcm';
import { realtimeSocket } from '@rx-realtime/connection';
import type { RealtimeSocketConfig } from '@rx-realtime/connection';
import { createSimulator, say } from '@rx-realtime/simulator';
import type { Fault } from '@rx-realtime/simulator';
import fc from 'fast-check';
import { from, share, VirtualTimeScheduler } from 'rxjs';
import { appendInputAudio, chunkPcm16, outputAudio, paceAudio, playback, virtualPlayer } from '../index.ts';
import type { Pcm16 } from '@rx-realtime/pcm';

/** Every pair of samples carries its own number: the high bits in a negative sample, the low ones in the next. */
const numbered = (pairs: number): Int16Array => {
  const pcm = new Int16Array(2 * pairs);
  for (let pair = 0; pair < pairs; pair++) {
    pcm[2 * pair] = -1 - (pair >> 15);
    pcm[2 * pair + 1] = pair & 0x7fff;
  }
  return pcm;
};
const pairsPerMs = 12;

const joined = (blocks: readonly Int16Array[]): Int16Array => {
  const all = new Int16Array(blocks.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const block of blocks) {
    all.set(block, at);
    at += block.length;
  }
  return all;
};

/** The numbers in the order in which their samples came; half a pair, or two halves of different pairs, is an error. */
const numbersIn = (blocks: readonly Int16Array[]): number[] => {
  const samples = joined(blocks);
  return Array.from({ length: Math.ceil(samples.length / 2) }, (_, pair) => {
    const [high = 0, low = -1] = samples.subarray(2 * pair, 2 * pair + 2);
    if (high >= 0 || low < 0) throw new Error(`no pair at sample ${2 * pair}`);
    return (-1 - high) * 32_768 + low;
  });
};
/** Where two lists differ first, or -1. (Jest takes long over tens of thousands of numbers.) */
const differenceOf = (found: readonly number[], wanted: readonly number[]): number =>
  found.length === wanted.length
    ? found.findIndex((number, index) => number !== wanted[index])
    : Math.min(found.length, wanted.length);

/** How many numbers are missing in each gap between those that came; below zero where one came late or twice. */
const missingIn = (numbers: readonly number[], count: number): number[] =>
  [-1, ...numbers]
    .map((number, index) => (numbers[index] ?? count) - number - 1)
    .filter((missing) => missing !== 0);

interface Journey {
  readonly lengthMs: number;
  /** Samples in a block of the device. */
  readonly deviceSamples: number;
  readonly chunkMs: number;
  /** When the socket is opened: what was said before waits. */
  readonly connectAtMs?: number;
  readonly faults?: readonly Fault[];
  readonly limits?: Pick<RealtimeSocketConfig, 'maxAudioMs' | 'maxAudioAgeMs'>;
}

/** From a microphone to the server, back as the server's speech, and to the ear; under virtual time. */
const travel = ({ lengthMs, deviceSamples, chunkMs, connectAtMs = 0, faults, limits }: Journey) => {
  const scheduler = new VirtualTimeScheduler();
  const arrived: Int16Array[] = [];
  const simulator = createSimulator({
    scheduler,
    faults,
    responder: () => [say('What you said.')],
    voice: { sampleRateHz: 24_000, speak: () => joined(arrived) },
  });
  simulator.events$.subscribe(({ from: sender, event }) => {
    if (sender === 'client' && event['type'] === 'input_audio_buffer.append')
      arrived.push(pcm16FromBase64(String(event['audio'])));
  });
  const socket = realtimeSocket({
    url: 'ws://simulator',
    model: 'gpt-realtime-2.1',
    WebSocketCtor: simulator.WebSocket,
    scheduler,
    session: { audio: { input: { turn_detection: null } } },
    ...limits,
  });
  const gapsMs: number[] = [];
  socket.audioGap$.subscribe(({ durationMs }) => gapsMs.push(durationMs));
  const undelivered: unknown[] = [];
  socket.undelivered$.subscribe(({ event }) => undelivered.push(event));

  const pcm = numbered(lengthMs * pairsPerMs);
  const device: Pcm16[] = [];
  for (let at = 0; at < pcm.length; at += deviceSamples)
    device.push({ pcm: pcm.subarray(at, at + deviceSamples), sampleRateHz: 24_000 });

  const heard: Int16Array[] = [];
  const player = virtualPlayer({ scheduler });
  player.heard$.subscribe((block) => heard.push(block.pcm));
  const live$ = socket.pipe(share());
  scheduler.schedule(() => live$.pipe(outputAudio(), playback(player)).subscribe(), connectAtMs);
  from(device)
    .pipe(paceAudio({ scheduler }), chunkPcm16({ durationMs: chunkMs }), appendInputAudio())
    .subscribe((event) => socket.next(event));
  // Time enough for whatever waits to be sent or dropped.
  scheduler.schedule(() => {
    socket.next(inputAudioBufferCommit());
    socket.next(responseCreate());
  }, lengthMs + 8_000);
  scheduler.maxFrames = 2 * lengthMs + 12_000;
  scheduler.flush();
  return { arrived: numbersIn(arrived), heard: numbersIn(heard), gapsMs, undelivered };
};

describe('numbered samples', () => {
  it('come to the server and back to the ear, each once and in order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 37, max: 3_000 }),
        fc.constantFrom(20, 25, 40, 60, 100),
        (deviceSamples, chunkMs) => {
          const { arrived, heard, gapsMs, undelivered } = travel({ lengthMs: 3_000, deviceSamples, chunkMs });
          expect(missingIn(arrived, 3_000 * pairsPerMs)).toEqual([]);
          expect(differenceOf(heard, arrived)).toBe(-1);
          expect({ gapsMs, undelivered }).toEqual({ gapsMs: [], undelivered: [] });
        },
      ),
      { numRuns: 10 },
    );
  });

  const fault = fc.oneof(
    fc.record({
      do: fc.constant('slowUplink' as const),
      bytesPerSecond: fc.integer({ min: 20_000, max: 70_000 }),
      at: fc.constant({ timeMs: 400 }),
    }),
    fc.record({
      do: fc.constant('stall' as const),
      direction: fc.constantFrom('up' as const, 'both' as const),
      forMs: fc.integer({ min: 100, max: 4_000 }),
      at: fc.record({ timeMs: fc.integer({ min: 200, max: 3_000 }) }),
    }),
  );
  const journey = fc.record({
    lengthMs: fc.constant(5_000),
    deviceSamples: fc.integer({ min: 200, max: 3_000 }),
    chunkMs: fc.constantFrom(20, 40, 100),
    connectAtMs: fc.constantFrom(0, 300, 2_500),
    faults: fc.array(fault, { maxLength: 2 }),
    limits: fc.record({
      maxAudioMs: fc.integer({ min: 200, max: 2_000 }),
      maxAudioAgeMs: fc.integer({ min: 200, max: 1_000 }),
    }),
  });

  it('are counted in milliseconds where the connection drops them, and never doubled or reordered', () => {
    let journeysWithGaps = 0;
    fc.assert(
      fc.property(journey, (config) => {
        const { arrived, heard, gapsMs } = travel(config);
        expect(differenceOf(heard, arrived)).toBe(-1);

        const holes = missingIn(arrived, config.lengthMs * pairsPerMs);
        expect(Math.min(1, ...holes)).toBe(1);
        // Each hole in the numbers is told by the reports that come next, to the sample.
        const reports = gapsMs.map((ms) => Math.round(ms * pairsPerMs * 1_000) / 1_000);
        for (const missing of holes) {
          let told = 0;
          while (told < missing) told += reports.shift() ?? Infinity;
          expect(told).toBe(missing);
        }
        expect(reports).toEqual([]);
        if (gapsMs.length > 0) journeysWithGaps++;
      }),
      { numRuns: 20 },
    );
    expect(journeysWithGaps).toBeGreaterThan(5);
  });
});
