import type { Frame } from './frame.ts';

const textOpcode = 0x1;
const binaryOpcode = 0x2;
const closeOpcode = 0x8;
const pingOpcode = 0x9;
const pongOpcode = 0xa;

const frame = (opcode: number, payload: Uint8Array): Uint8Array => {
  const { length } = payload;
  const extended = length < 126 ? 0 : length < 0x1_0000 ? 2 : 8;
  const bytes = new Uint8Array(2 + extended + length);
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x80 | opcode;
  bytes[1] = extended === 0 ? length : extended === 2 ? 126 : 127;
  if (extended === 2) view.setUint16(2, length);
  if (extended === 8) view.setBigUint64(2, BigInt(length));
  bytes.set(payload, 2 + extended);
  return bytes;
};

/** The bytes of an unfragmented, unmasked text frame (RFC 6455, section 5.2), for faults inside of frames. */
export const textFrameBytes = (text: string): Uint8Array => frame(textOpcode, new TextEncoder().encode(text));

export const closeFrameBytes = (code: number, reason: string): Uint8Array =>
  frame(closeOpcode, Uint8Array.of(code >> 8, code & 0xff, ...new TextEncoder().encode(reason)));

/** As {@link textFrameBytes}, of text or of bytes. */
export const frameBytes = (data: Frame): Uint8Array =>
  typeof data === 'string' ? textFrameBytes(data) : frame(binaryOpcode, data);

export const pingFrameBytes = (): Uint8Array => frame(pingOpcode, new Uint8Array(0));

export const pongFrameBytes = (payload: Uint8Array): Uint8Array => frame(pongOpcode, payload);
