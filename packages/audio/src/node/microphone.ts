import { catchError, defer, tap, throwError } from 'rxjs';
import type { NextObserver, Observable } from 'rxjs';
import { chunkPcm16 } from '../sound/chunkPcm16.ts';
import { assertPositiveMs, assertRate } from '../internal/assertConfig.ts';
import { allBackends, deviceFailed, deviceUnavailable, firstLine } from './device.ts';
import type { AudioBackend } from './device.ts';
import { recorders } from './recorders.ts';
import type { Pcm16 } from '@rx-realtime/pcm';
import { toPcm16 } from '../sound/toPcm16.ts';

/** Which {@link microphone}, and how it is read. */
export interface MicrophoneConfig {
  /** Samples a second, from 4000 to 384000; default 24000, what sessions take. The device's own rate is converted. */
  readonly sampleRateHz?: number;
  /** Length of the emitted blocks, ms, above 0; default 20. */
  readonly blockMs?: number;
  /** The device as the backend names it (`decibri`: a part of its name; ALSA: `hw:1,0`); default the system's. */
  readonly device?: string;
  /** What records; default the first of `decibri`, `alsa` and `sox` that opens. */
  readonly backend?: AudioBackend;
  /** Is told how often the device has dropped sound so far because nobody took it, whenever that grows. */
  readonly overruns?: NextObserver<number>;
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
 * - **completion**: when the program that records ends by itself without a complaint.
 * - **unsubscription**: closes the device; a program is killed.
 * - **re-subscription**: opens the device anew. Put `share()` behind it for several listeners.
 * - **memory**: less than one block.
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
  const { sampleRateHz = 24_000, blockMs = 20, device, backend, overruns } = config;
  assertRate('microphone.sampleRateHz', sampleRateHz);
  assertPositiveMs('microphone.blockMs', blockMs);
  const overran = (times: number) => overruns?.next(times);
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
