import type { Fault } from '@rx-realtime/simulator';
import { CliError } from './cliError.ts';

/** The package, loaded when it is needed. */
export type SimulatorModule = typeof import('@rx-realtime/simulator');

/** Loads the simulator, which production installs may lack. */
export const loadSimulator = async (): Promise<SimulatorModule> => {
  try {
    return await import('@rx-realtime/simulator');
  } catch (error) {
    throw new CliError(
      'simulatorMissing',
      'the simulator is not installed: install @rx-realtime/simulator beside rx-realtime',
      error,
    );
  }
};

/** The fault that `--cut` asks for: the first connection is reset after the twentieth event that the client sends. */
export const cutOnce: readonly Fault[] = [{ at: { connection: 1, from: 'client', count: 20 }, do: 'reset' }];
