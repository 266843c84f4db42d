import { AudioError } from '../audioError.ts';

/** What the browser's own errors mean to whoever reads them; by the name of the `DOMException`. */
const hints: Readonly<Record<string, string>> = {
  NotAllowedError: 'The user or the page (its permissions policy, or no https) does not allow it',
  NotFoundError: 'No such device is connected',
  NotReadableError: 'Another program may hold the device',
  AbortError: 'Is the worklet served, as JavaScript, where workletUrl says?',
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
    code,
    expected: `a ${where} that ${code === 'device_failed' ? 'goes on' : 'opens'}`,
    actual: nameOf(cause),
    where,
    hint: hints[nameOf(cause)],
    cause,
  });
