import { Subject } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import { assertRate } from '../internal/sampleRate.ts';
import { makeHeardSamples } from './heardSamples.ts';
import type { Player } from '../mouth/player.ts';
import { workletUrl } from './workletUrl.ts';
import { browserDeviceError } from './browserDeviceError.ts';

/** Where the sound goes, and at which rate it comes. */
export interface SpeakerConfig {
  /** Rate of the blocks that will be written. @defaultValue 24,000 Hz, what the service sends */
  readonly sampleRateHz?: number;
  /**
   * A node of your own `AudioContext` to play into, for a volume or a recording; blocks must then have that context's
   * rate: `new AudioContext({ sampleRate: 24_000 })`.
   *
   * @defaultValue the loudspeaker, through a context of its own
   */
  readonly destination?: AudioNode;
  /** How often `played$` reports, above 0. @defaultValue 20 ms */
  readonly reportMs?: number;
  /** Where the worklet is served. @defaultValue `workletUrl('speaker')` */
  readonly workletUrl?: string | URL;
}

/** A player that holds a device of the browser. */
export interface Speaker extends Player {
  /** Stops, lets go of the device, and completes `played$`. */
  readonly close: () => Promise<void>;
}

interface WorkletReport {
  readonly epoch: number;
  readonly frame: number;
  readonly taken: number;
  readonly playing: boolean;
}

/**
 * The loudspeaker of a browser, with an honest clock.
 *
 * What `played$` says was heard has left the device: its delay, 10 ms by cable and 200 ms by radio, is taken off.
 *
 * ```
 * write    [a 100 ms][b 100 ms]------------------------
 * clear    ----------------------x---------------------
 * played$  ------20--40--60--80-(91)-------------------
 * ```
 *
 * The sound is queued in the audio thread, so a busy page does not make it stutter. Call this in the handler of a click:
 * until the user has touched the page browsers play nothing, and `played$` stands still.
 *
 * - `write` throws `rate_mismatch` for a block of another rate than the context's.
 * - `clear` reports the position of this very moment before it forgets the queue.
 * - `played$` errors with `device_unavailable` when the worklet is not where `workletUrl` says, and completes after `close`.
 * - **Memory**: what is queued, in the audio thread.
 *
 * Throws `invalid_config` for a rate or a `reportMs` out of range, and `device_unavailable` where there is no `AudioContext`.
 *
 * @example no-run
 * ```ts no-run
 * import { tone } from '@rx-realtime/audio';
 * import { speaker } from '@rx-realtime/audio/browser';
 *
 * const player = speaker();
 * player.played$.subscribe((ms) => console.log(ms));
 * player.write(tone({ frequencyHz: 440, durationMs: 500 }));
 * ```
 *
 * @see {@link microphone}; `playback` of `@rx-realtime/audio`, which it is made for
 */
export function speaker(config: SpeakerConfig = {}): Speaker {
  const {
    sampleRateHz = 24_000,
    reportMs = 20,
    destination,
    workletUrl: url = workletUrl('speaker'),
  } = config;
  assertRate('speaker.sampleRateHz', sampleRateHz);
  assertPositiveMs('speaker.reportMs', reportMs);
  const context = contextOf(destination, sampleRateHz);
  const rateHz = context.sampleRate;
  const played$ = new Subject<number>();
  let heard = makeHeardSamples(rateHz);
  let epoch = 0;
  let clearedSamples = 0; // heard before the last clear
  let writtenSamples = 0; // since the last clear
  let playedMs = 0;

  const report = (): void => {
    const atSeconds = context.currentTime - (context.baseLatency || 0) - (context.outputLatency || 0);
    const samples = clearedSamples + Math.min(writtenSamples, heard.at(atSeconds));
    const ms = (samples * 1_000) / rateHz;
    if (ms <= playedMs) return;
    playedMs = ms;
    played$.next(ms);
  };

  const open = async (): Promise<AudioWorkletNode> => {
    await context.audioWorklet.addModule(url);
    const node = new AudioWorkletNode(context, 'rx-realtime-speaker', {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions: { reportFrames: (reportMs * rateHz) / 1_000 },
    });
    node.port.onmessage = ({ data }: MessageEvent<WorkletReport>) => {
      if (data.epoch !== epoch) return; // of sound that was cleared meanwhile
      heard.report({ atSeconds: data.frame / rateHz, samples: data.taken, playing: data.playing });
      report();
    };
    node.connect(destination ?? context.destination);
    return node;
  };
  const node = open();
  node.catch((cause: unknown) => played$.error(browserDeviceError('device_unavailable', 'speaker', cause)));
  /** In the order of the calls, once the worklet is there. */
  const tell = (message: object, transfer: Transferable[] = []): Promise<void> =>
    node.then(({ port }) => port.postMessage(message, transfer)).catch(() => undefined);
  const clear = (): void => {
    report();
    clearedSamples = (playedMs * rateHz) / 1_000;
    writtenSamples = 0;
    heard = makeHeardSamples(rateHz);
    epoch += 1;
    void tell({ type: 'clear', epoch });
  };

  return {
    write: (block) => {
      if (block.sampleRateHz !== rateHz) throw rateMismatch(rateHz, block.sampleRateHz);
      if (context.state === 'suspended') context.resume().catch(() => undefined);
      writtenSamples += block.pcm.length;
      const pcm = block.pcm.slice();
      void tell({ type: 'write', pcm }, [pcm.buffer]);
    },
    clear,
    played$: played$.asObservable(),
    close: async () => {
      clear();
      played$.complete();
      await tell({ type: 'close' });
      await node.then((opened) => opened.disconnect()).catch(() => undefined);
      if (!destination) await context.close();
    },
  };
}

const contextOf = (destination: AudioNode | undefined, sampleRate: number): AudioContext => {
  try {
    return destination
      ? (destination.context as AudioContext)
      : new AudioContext({ sampleRate, latencyHint: 'interactive' });
  } catch (cause) {
    throw browserDeviceError('device_unavailable', 'speaker', cause);
  }
};

const rateMismatch = (expectedHz: number, actual: number): AudioError =>
  new AudioError({
    code: 'rate_mismatch',
    expected: `blocks at ${expectedHz} Hz`,
    actual,
    where: 'speaker.write',
    hint: 'Say the rate in sampleRateHz, or make the AudioContext of `destination` with it',
  });
