import { lastValueFrom, Subject } from 'rxjs';
import type { AudioBackend, DeviceFormat } from './device.ts';
import { decibriOptions, loadDecibri } from './loadDecibri.ts';
import { alsaProgram, killProgram, soxProgram, startProgram } from './program.ts';
import type { ProgramInfo } from './program.ts';

/** An open loudspeaker. */
export interface Output {
  /** Queues samples: 16 bits, little-endian, one channel. */
  readonly write: (bytes: Uint8Array) => void;
  /** Plays what is queued, then lets go of the device. */
  readonly end: () => void;
  /** Falls silent at once; resolves when the device is free. */
  readonly stop: () => Promise<void>;
}

/** Opens a loudspeaker; `failed` is told once when it goes by itself later. */
type OpenOutput = (format: DeviceFormat, failed: (cause: unknown) => void) => Promise<Output>;

const playWith =
  (programOf: (format: DeviceFormat) => ProgramInfo): OpenOutput =>
  (format, failed) =>
    new Promise((resolve, reject) => {
      let [hasStarted, isOurs] = [false, false]; // isOurs: that it ends
      const closed = new Subject<void>();
      const child = startProgram(programOf(format), {
        ended: (reason) => {
          closed.complete();
          if (!hasStarted) reject(reason);
          else if (!isOurs) failed(reason ?? new Error('ended'));
        },
      });
      child.stdout.resume();
      child.once('spawn', () => {
        hasStarted = true;
        resolve({
          write: (bytes) => void child.stdin.write(bytes),
          end: () => {
            isOurs = true;
            child.stdin.end();
          },
          stop: () => {
            isOurs = true;
            killProgram(child);
            return lastValueFrom(closed, { defaultValue: undefined });
          },
        });
      });
    });

const primingBytes = 64;

const playWithDecibri: OpenOutput = async (format, failed) => {
  const { Speaker } = await loadDecibri();
  const device = await Speaker.open(decibriOptions(format));
  // The device itself opens at the first write: a little silence tells whether it does.
  await device.writeAsync(new Uint8Array(primingBytes));
  let isOurs = false;
  let queue: Promise<unknown> = Promise.resolve();
  const stop = () => {
    if (!isOurs) device.stop();
    isOurs = true;
  };
  return {
    write: (bytes) => {
      // It asks to be awaited; a write that is refused after `stop` is meant to be.
      queue = queue
        .then(() => (isOurs ? undefined : device.writeAsync(bytes)))
        .catch((cause: unknown) => {
          if (!isOurs) failed(cause);
          stop();
        });
    },
    end: () => {
      queue = queue.then(() => device.drainAsync()).then(stop, stop);
    },
    stop: async () => stop(),
  };
};

/** How each backend plays. */
export const outputs: Readonly<Record<AudioBackend, OpenOutput>> = {
  decibri: playWithDecibri,
  // A buffer of 100 ms, and sound as soon as 40 ms of it are there.
  alsa: playWith((format) => alsaProgram('aplay', format, ['-B', '100000', '-R', '40000'])),
  sox: playWith((format) => soxProgram('pipe', format)),
};
