export {
  Base64Error,
  base64FromBytes,
  bytesFromBase64,
  bytesOrNothing,
  hasBuffer,
  isBase64Error,
} from './base64/bytesFromBase64.ts';
export { base64FromPcm16, pcm16FromBase64, pcm16FromBytes } from './base64/pcm16FromBytes.ts';
export type { Pcm16 } from './pcm16.ts';
