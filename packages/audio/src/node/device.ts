import { AudioError } from '../audioError.ts';

/** What records and plays: the module `decibri`, the programs of ALSA (Linux), or SoX. */
export type AudioBackend = 'decibri' | 'alsa' | 'sox';

/** A device as it is asked for: 16-bit samples, one channel. */
export interface DeviceFormat {
  readonly sampleRateHz: number;
  /** The backend's own name of the device; its default device if absent. */
  readonly device?: string | undefined;
}

/** All of them, the best first: without a process, with the shortest delay, on every system. */
export const allBackends: readonly AudioBackend[] = ['decibri', 'alsa', 'sox'];

/** Why one backend did not open. */
export const notInstalled = 'not installed';

/** The first line of what was thrown or printed: the rest repeats it. */
export const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).trim().split('\n')[0] ?? '';

/** No backend could open the device; `reasons` has one for each. */
export const deviceUnavailable = (
  where: 'microphone' | 'speaker',
  reasons: ReadonlyMap<AudioBackend, string>,
): AudioError =>
  new AudioError({
    code: 'device_unavailable',
    expected: `a ${where} that opens`,
    actual: [...reasons].map(([backend, reason]) => `${backend}: ${reason}`).join('; '),
    where,
    hint: [...reasons.values()].every((reason) => reason === notInstalled)
      ? 'Install one of them: npm install decibri, apt-get install alsa-utils, or SoX from sox.sourceforge.net'
      : `Check that a ${where} is connected and that this program may use it`,
  });

/** A device that had worked stopped. */
export const deviceFailed = (where: 'microphone' | 'speaker', actual: string, cause?: unknown): AudioError =>
  new AudioError({
    code: 'device_failed',
    expected: `a ${where} that goes on`,
    actual,
    where,
    hint: 'Open it again when the device is back',
    cause,
  });
