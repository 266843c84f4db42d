import { allBackends, deviceUnavailable, firstLine } from './device.ts';
import type { AudioBackend, DeviceFormat } from './device.ts';
import { outputs } from './outputs.ts';
import type { Output } from './outputs.ts';

/** Opens the first backend that opens, after the device has been let go by the one before; rejects with an `AudioError`. */
export const openOutput = async (
  { backend, ...format }: DeviceFormat & { readonly backend?: AudioBackend | undefined },
  before: Promise<Output> | undefined,
  failed: (cause: unknown, name: AudioBackend) => void,
): Promise<Output> => {
  await before?.then((output) => output.stop()).catch(() => undefined);
  const reasons = new Map<AudioBackend, string>();
  for (const name of backend === undefined ? allBackends : [backend]) {
    try {
      return await outputs[name](format, (cause) => failed(cause, name));
    } catch (cause) {
      reasons.set(name, firstLine(cause));
    }
  }
  throw deviceUnavailable('speaker', reasons);
};
