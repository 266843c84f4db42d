import type { CallFormat } from '../callFormat.ts';
import type { TelnyxMessage } from '../telnyxMedia.ts';
import { callFormatOf, muLaw } from './callFormatOf.ts';

/** How `start` says what the caller says is coded. L16 is as RTP has it, the higher byte first (RFC 2586). */
export const telnyxFormatOf = (message: TelnyxMessage): CallFormat | undefined => {
  if (message.event !== 'start') return undefined;
  const { media_format: said } = message.start;
  return said ? callFormatOf('telnyxInput', said.encoding, said.sample_rate, 'big') : muLaw;
};
