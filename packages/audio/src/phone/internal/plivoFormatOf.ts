import type { CallFormat } from '../callFormat.ts';
import type { PlivoMessage } from '../plivoMedia.ts';
import { callFormatOf, muLaw } from './callFormatOf.ts';

/** How `start` says the call is coded. */
export const plivoFormatOf = (message: PlivoMessage): CallFormat | undefined => {
  if (message.event !== 'start') return undefined;
  const { mediaFormat } = message.start;
  return mediaFormat ? callFormatOf('plivoInput', mediaFormat.encoding, mediaFormat.sampleRate) : muLaw;
};
