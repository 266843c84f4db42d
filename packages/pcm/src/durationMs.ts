import type { Pcm16 } from './pcm16.ts';

/**
 * How long a block lasts, in milliseconds.
 *
 * @example
 * import { durationMs } from '@rx-realtime/pcm';
 *
 * console.log(durationMs({ pcm: new Int16Array(2_400), sampleRateHz: 24_000 })); // prints: 100
 */
export const durationMs = ({ pcm, sampleRateHz }: Pcm16): number => (pcm.length * 1_000) / sampleRateHz;
