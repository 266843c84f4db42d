import { notInstalled } from './device.ts';
import type { DeviceFormat } from './device.ts';

interface DecibriOptions {
  readonly sampleRate: number;
  readonly channels: 1;
  readonly dtype: 'int16';
  readonly device?: string | { readonly id: string };
}

interface DecibriMicrophone {
  on(event: 'data', listener: (bytes: Uint8Array) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Buffers that were dropped so far because nobody took them. */
  readonly overrunCount: number;
  stop(): void;
  destroy(): void;
}

interface DecibriSpeaker {
  writeAsync(bytes: Uint8Array): Promise<void>;
  drainAsync(): Promise<void>;
  stop(): void;
}

/** What is used of `decibri`, by its own names. */
export interface Decibri {
  readonly Microphone: {
    open(options: DecibriOptions & { readonly framesPerBuffer: number }): Promise<DecibriMicrophone>;
  };
  readonly Speaker: { open(options: DecibriOptions): Promise<DecibriSpeaker> };
}

const isMissing = (cause: unknown): boolean =>
  typeof cause === 'object' &&
  cause !== null &&
  'code' in cause &&
  (cause.code === 'ERR_MODULE_NOT_FOUND' || cause.code === 'MODULE_NOT_FOUND');

/** The optional peer, loaded when a device is first asked for. */
export const loadDecibri = async (): Promise<Decibri> => {
  try {
    return (await import('decibri')).default;
  } catch (cause) {
    throw isMissing(cause) ? new Error(notInstalled, { cause }) : cause;
  }
};

/** Its options for a device: a part of its name, or the id it lists, such as `alsa:hw:0,0`. */
export const decibriOptions = ({ sampleRateHz, device }: DeviceFormat): DecibriOptions => ({
  sampleRate: sampleRateHz,
  channels: 1,
  dtype: 'int16',
  ...(device !== undefined && { device: /^(alsa|coreaudio|wasapi):/.test(device) ? { id: device } : device }),
});
