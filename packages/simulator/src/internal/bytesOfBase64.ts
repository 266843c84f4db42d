import { bytesOrNothing } from '@rx-realtime/pcm';

/** With all of its padding, and in the standard alphabet. */
const strict = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of a base64 text, or undefined when it is not base64 to the letter: the simulator refuses what the service
 * does. They may lie in memory that Node shares between buffers: whoever keeps them keeps a copy.
 */
export const bytesOfBase64 = (text: string): Uint8Array | undefined =>
  text.length % 4 === 0 && strict.test(text) ? bytesOrNothing(text) : undefined;
