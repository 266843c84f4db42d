import { Observable } from 'rxjs';
import type { AudioBackend, DeviceFormat } from './device.ts';
import { decibriOptions, loadDecibri } from './loadDecibri.ts';
import { alsaProgram, killProgram, soxProgram, startProgram } from './program.ts';
import type { ProgramInfo } from './program.ts';
import { samplesOf } from '@rx-realtime/pcm';

/** What a recorder is asked for. */
interface RecorderConfig extends DeviceFormat {
  readonly blockMs: number;
  /** Told how often the device has dropped sound so far. */
  readonly overran: (times: number) => void;
}

/** The bytes of a device: 16 bits, little-endian, one channel, cut anywhere. Errors are the backend's own. */
type Recorder = (config: RecorderConfig) => Observable<Uint8Array>;

const recordWith =
  (programOf: (config: RecorderConfig) => ProgramInfo): Recorder =>
  (config) =>
    new Observable((subscriber) => {
      let overruns = 0;
      const child = startProgram(programOf(config), {
        told: (text) => {
          const times = text.match(/over-?run/gi)?.length ?? 0;
          if (times > 0) config.overran((overruns += times));
        },
        ended: (reason) => (reason === undefined ? subscriber.complete() : subscriber.error(reason)),
      });
      child.stdin.end();
      child.stdout.on('data', (bytes: Buffer) => subscriber.next(bytes));
      return () => killProgram(child);
    });

/** From 64 to 65536 frames are what it takes. */
const framesOf = ({ blockMs, sampleRateHz }: RecorderConfig): number =>
  Math.max(64, Math.min(65_536, samplesOf(blockMs, sampleRateHz)));

const recordWithDecibri: Recorder = (config) =>
  new Observable((subscriber) => {
    const opening = loadDecibri().then(({ Microphone }) =>
      Microphone.open({ ...decibriOptions(config), framesPerBuffer: framesOf(config) }),
    );
    let overruns = 0;
    opening.then(
      (device) => {
        if (subscriber.closed) return;
        device.on('error', (error) => subscriber.error(error));
        device.on('end', () => subscriber.complete());
        device.on('data', (bytes) => {
          if (device.overrunCount > overruns) config.overran((overruns = device.overrunCount));
          subscriber.next(bytes);
        });
      },
      (error: unknown) => subscriber.error(error),
    );
    return () =>
      void opening.then(
        (device) => {
          device.stop();
          device.destroy();
        },
        () => undefined,
      );
  });

/** How each backend records. */
export const recorders: Readonly<Record<AudioBackend, Recorder>> = {
  decibri: recordWithDecibri,
  alsa: recordWith((config) => alsaProgram('arecord', config, [])),
  sox: recordWith((config) => soxProgram('device', config)),
};
