import { asyncScheduler, merge, Subject, Subscription } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import { AudioError } from '../audioError.ts';
import { assertMs } from '../internal/assertNumber.ts';
import { assertRate } from '../internal/sampleRate.ts';
import { deviceFailed, deviceUnavailable, firstLine } from './device.ts';
import type { AudioBackend } from './device.ts';
import { openOutput } from './openOutput.ts';
import type { Output } from './outputs.ts';
import { durationMs } from '@rx-realtime/pcm';
import type { Player } from '../mouth/player.ts';
import { virtualPlayer } from '../mouth/virtualPlayer.ts';

/** Which {@link speaker}, and how late it is. */
export interface SpeakerConfig {
  /** Samples a second, from 4,000 to 384,000; converted to the device's own. @defaultValue 24,000 Hz, what sessions speak */
  readonly sampleRateHz?: number;
  /** From a sample written to an idle speaker to the ear, at least 0; only `played$` depends on it. @defaultValue 60 ms */
  readonly latencyMs?: number;
  /**
   * The device as the backend names it (`decibri`: a part of its name; ALSA: `hw:1,0`).
   *
   * @defaultValue the system's
   */
  readonly device?: string;
  /** What plays. @defaultValue the first of `decibri`, `alsa` and `sox` that opens */
  readonly backend?: AudioBackend;
  /** The clock of `played$`. @defaultValue `asyncScheduler` */
  readonly scheduler?: SchedulerLike;
}

/** How long the device stays open after the last sound: the next block of an uneven stream often comes by then. */
const lingerMs = 200;

/**
 * The loudspeaker of this machine as a {@link Player}.
 *
 * What `playback` needs to be heard.
 *
 * ```
 * write    --[1 s]-[1 s]------------------------------------
 * played$  ---------20-40-60-80- … -2000-------------------
 * ```
 *
 * Opens the device at the first block and lets go of it 200 ms after the last one was heard. Plays with the first of
 * these that opens: the optional peer `decibri` (`npm install decibri`; macOS, Windows and Linux), `aplay` of ALSA
 * (Debian's `alsa-utils`), or SoX.
 *
 * No backend tells what was heard, so `played$` is reckoned: the clock since the device took the first block, less
 * `latencyMs`.
 *
 * - **`write`** throws `rate_mismatch` for another rate than `sampleRateHz`, and the error of a device that has failed.
 * - **`clear`** falls silent at once: the device is closed, a program killed. The next block opens it again.
 * - **`played$`** reports every 20 ms while something sounds; errors, for good, with the {@link AudioError}
 *   `device_unavailable` when nothing opens (each backend's reason, and what to install) or `device_failed` when the
 *   device goes after it was heard.
 * - **Memory**: the blocks not yet heard.
 *
 * Throws `invalid_config`.
 *
 * @example
 * ```ts
 * import { silence } from '@rx-realtime/audio';
 * import { speaker } from '@rx-realtime/audio/node';
 *
 * const player = speaker({ device: 'no such speaker', backend: 'sox' });
 * player.played$.subscribe({
 *   error: ({ code }) => console.log(code.startsWith('device_')), // prints: true
 * });
 * player.write(silence({ durationMs: 100 }));
 * ```
 *
 * @see {@link microphone}, {@link playback}, {@link virtualPlayer}
 */
export function speaker(config: SpeakerConfig = {}): Player {
  const { sampleRateHz = 24_000, latencyMs = 60, device, backend, scheduler = asyncScheduler } = config;
  assertRate('speaker.sampleRateHz', sampleRateHz);
  assertMs('speaker.latencyMs', latencyMs);
  const clock = virtualPlayer({ scheduler });
  const failed$ = new Subject<never>();
  let failure: AudioError | undefined;
  let output: Promise<Output> | undefined;
  let last: Promise<Output> | undefined;
  let due = new Subscription(); // what the device has and the ear has not
  let idle: Subscription | undefined;
  let [writtenMs, playedMs] = [0, 0];

  const letGo = (how: 'end' | 'stop') => {
    if (output !== undefined) last = output;
    void output?.then((opened) => void opened[how]()).catch(() => undefined);
    output = undefined;
  };
  const silenced = () => {
    due.unsubscribe();
    due = new Subscription();
    idle?.unsubscribe();
    clock.clear();
    writtenMs = playedMs;
    letGo('stop');
  };
  const fail = (error: AudioError) => {
    failure ??= error;
    silenced();
    failed$.error(failure);
  };
  const open = () =>
    openOutput({ sampleRateHz, device, backend }, last, (cause, name) =>
      fail(
        playedMs === 0
          ? deviceUnavailable('speaker', new Map([[name, firstLine(cause)]]))
          : deviceFailed('speaker', firstLine(cause), cause),
      ),
    );

  clock.played$.subscribe((ms) => {
    playedMs = ms;
    // A hundredth of a millisecond forgives the rounding of sums.
    if (ms > writtenMs - 0.01) idle = scheduler.schedule(() => letGo('end'), lingerMs);
  });

  return {
    write: (block) => {
      if (failure !== undefined) throw failure;
      if (block.sampleRateHz !== sampleRateHz) {
        throw new AudioError({
          code: 'rate_mismatch',
          expected: `${sampleRateHz} Hz`,
          actual: `${block.sampleRateHz} Hz`,
          where: 'speaker',
          hint: `Put resamplePcm16({ toHz: ${sampleRateHz} }) before it`,
        });
      }
      idle?.unsubscribe();
      writtenMs += durationMs(block);
      const opening = (output ??= open());
      opening.then(
        (opened) => {
          if (output !== opening) return; // cleared meanwhile
          opened.write(new Uint8Array(block.pcm.buffer, block.pcm.byteOffset, block.pcm.byteLength));
          due.add(scheduler.schedule(() => clock.write(block), latencyMs));
        },
        (error: AudioError) => {
          if (failure === undefined) fail(error);
        },
      );
    },
    clear: silenced,
    played$: merge(clock.played$, failed$),
  };
}
