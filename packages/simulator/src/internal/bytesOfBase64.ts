import { bytesOrNothing } from '@rx-realtime/pcm';

/** Of the alphabet for addresses, which decoders take too. */
const isForeign = (text: string): boolean => text.includes('-') || text.includes('_');

/**
 * The bytes of a base64 text, or undefined when it is not base64 to the letter: the simulator refuses what the service
 * does. They may lie in memory that Node shares between buffers: whoever keeps them keeps a copy.
 */
export const bytesOfBase64 = (text: string): Uint8Array | undefined =>
  text.length % 4 === 0 && !isForeign(text) ? bytesOrNothing(text) : undefined;
