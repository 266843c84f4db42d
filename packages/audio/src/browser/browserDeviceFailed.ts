import { AudioError } from '../audioError.ts';

/** What the browser's own errors mean to whoever reads them; by the name of the `DOMException`. */
const hints: Readonly<Record<string, string>> = {
  NotAllowedError: 'The user or the page (its permissions policy, or no https) does not allow it',
  NotFoundError: 'No such device is connected',
  NotReadableError: 'Another program may hold the device',
  AbortError: 'Is the worklet served, with a JavaScript content type? See workletUrl',
};

/** A device of the browser that could not be opened, or stopped. */
export const browserDeviceFailed = (where: 'microphone' | 'speaker', cause: unknown): AudioError => {
  const name = cause instanceof Error ? cause.name : 'unknown';
  return new AudioError({
    code: 'device_failed',
    expected: `a ${where} that works`,
    actual: name,
    where,
    hint: hints[name],
    cause,
  });
};
