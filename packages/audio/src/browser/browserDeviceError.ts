import { AudioError } from '../audioError.ts';
import type { AudioErrorCode } from '../audioError.ts';

/** What the browser's own errors mean to whoever reads them; by the name of the `DOMException`. */
const hints: Readonly<Record<string, string>> = {
  NotAllowedError:
    'The user has to allow it, in the prompt or the settings, and so has the permissions policy of the page',
  NotFoundError: 'No such device is connected',
  OverconstrainedError: 'No device fits the constraints',
  SecurityError: 'Serve the page by https',
  NotReadableError: 'Another program may hold the device',
  AbortError: 'Is the worklet served, as JavaScript, where workletUrl says?',
  interrupted: 'A call or another program has taken the sound; open it again',
};

/** Why a device did not open, where the browser says so (Media Capture and Streams, `getUserMedia`). */
const codes: Readonly<Record<string, AudioErrorCode>> = {
  NotAllowedError: 'device_refused',
  NotFoundError: 'device_absent',
  OverconstrainedError: 'device_absent',
  SecurityError: 'device_forbidden',
};

/** The name alone: messages of browsers differ, and may hold addresses. */
const nameOf = (cause: unknown): string =>
  // A DOMException is no Error everywhere.
  typeof cause === 'object' && cause !== null && 'name' in cause ? String(cause.name) : typeof cause;

/** A device of the browser that does not open, or that had worked and stopped. */
export const browserDeviceError = (
  code: 'device_unavailable' | 'device_failed',
  where: 'microphone' | 'speaker',
  cause: unknown,
): AudioError =>
  new AudioError({
    code: code === 'device_unavailable' ? (codes[nameOf(cause)] ?? code) : code,
    expected: `a ${where} that ${code === 'device_failed' ? 'goes on' : 'opens'}`,
    actual: nameOf(cause),
    where,
    hint: hints[nameOf(cause)],
    cause,
  });
