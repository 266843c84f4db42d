import { catchError, defer, tap, throwError } from 'rxjs';
import type { NextObserver, Observable } from 'rxjs';
import { chunkPcm16 } from '../sound/chunkPcm16.ts';
import { assertPositiveMs } from '../internal/assertNumber.ts';
import { assertRate } from '../internal/sampleRate.ts';
import { allBackends, deviceFailed, deviceUnavailable, firstLine } from './device.ts';
import type { AudioBackend } from './device.ts';
import { recorders } from './recorders.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { toPcm16 } from '../sound/toPcm16.ts';

/** Which {@link microphone}, and how it is read. */
export interface MicrophoneConfig {
  /** Samples a second, from 4,000 to 384,000; converted from the device's own. @defaultValue 24,000 Hz, what sessions take */
  readonly sampleRateHz?: number;
  /** Length of the emitted blocks, above 0. @defaultValue 20 ms */
  readonly blockMs?: number;
  /**
   * The device as the backend names it (`decibri`: a part of its name; ALSA: `hw:1,0`).
   *
   * @defaultValue the system's
   */
  readonly device?: string;
  /** What records. @defaultValue the first of `decibri`, `alsa` and `sox` that opens */
  readonly backend?: AudioBackend;
  /** Hears how often the device has dropped sound so far because nobody took it, whenever that grows. */
  readonly overrunObserver?: NextObserver<number>;
}

/**
 * The microphone of this machine as a stream of blocks.
 *
 * Subscribe and it listens; unsubscribe and it is off.
 *
 * ```
 * microphone()  --[20 ms]-[20 ms]-[20 ms]-[20 ms]---
 * ```
 *
 * Records with the first of these that opens: the optional peer `decibri` (`npm install decibri`; macOS, Windows and
 * Linux), `arecord` of ALSA (Debian's `alsa-utils`), or SoX.
 *
 * - **Completion**: when the program that records ends by itself without a complaint.
 * - **Unsubscription**: closes the device; a program is killed.
 * - **Re-subscription**: opens the device anew. Put `share()` behind it for several listeners.
 * - **Memory**: less than one block.
 *
 * Errors, both {@link AudioError}: `device_unavailable` when nothing opens, with each backend's reason and what to
 * install; `device_failed` when the device goes after it has been heard. `invalid_config` is thrown.
 *
 * @example
 * ```ts
 * import { microphone } from '@rx-realtime/audio/node';
 * import { catchError, EMPTY, map, take } from 'rxjs';
 *
 * microphone({ device: 'no such microphone', backend: 'alsa' })
 *   .pipe(
 *     take(1),
 *     map(({ pcm }) => pcm.length),
 *     catchError(({ code }) => (console.log(code), EMPTY)),
 *   )
 *   .subscribe((samples) => console.log(samples)); // prints: device_unavailable
 * ```
 *
 * @see {@link speaker}, {@link appendInputAudio}
 */
export function microphone(config: MicrophoneConfig = {}): Observable<Pcm16> {
  const { sampleRateHz = 24_000, blockMs = 20, device, backend, overrunObserver } = config;
  assertRate('microphone.sampleRateHz', sampleRateHz);
  assertPositiveMs('microphone.blockMs', blockMs);
  const overran = (times: number) => overrunObserver?.next(times);
  return defer(() => {
    const reasons = new Map<AudioBackend, string>();
    let isHeard = false;
    const open = ([first, ...others]: readonly AudioBackend[]): Observable<Uint8Array> =>
      first === undefined
        ? throwError(() => deviceUnavailable('microphone', reasons))
        : recorders[first]({ sampleRateHz, blockMs, device, overran }).pipe(
            tap(() => (isHeard = true)),
            catchError((cause: unknown) => {
              if (isHeard) throw deviceFailed('microphone', firstLine(cause), cause);
              reasons.set(first, firstLine(cause));
              return open(others);
            }),
          );
    return open(backend === undefined ? allBackends : [backend]);
  }).pipe(toPcm16({ sampleRateHz }), chunkPcm16({ durationMs: blockMs }));
}
