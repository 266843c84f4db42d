import type { CallFormat } from '../callFormat.ts';
import type { VonageMessage } from '../vonageMedia.ts';
import { callFormatOf } from './callFormatOf.ts';

/** The rate that Vonage's pages use. */
export const vonageDefault: CallFormat = { type: 'audio/pcm', rate: 16_000, byteOrder: 'little' };

/** How `websocket:connected` says the call is coded. */
export const vonageFormatOf = (message: VonageMessage): CallFormat | undefined =>
  !(message instanceof Uint8Array) && message.event === 'websocket:connected'
    ? callFormatOf('vonageInput', message['content-type'], undefined)
    : undefined;
