/** What a close frame may say. */
export interface CloseFrame {
  readonly code: number;
  readonly reason: string;
}

const normalClosure = 1000;
/** A control frame holds 125 bytes, two of them the code. */
const maxReasonBytes = 123;

/** Whether a client may close with this code: by the WebSocket standard 1000 and those that applications define. */
export const isCloseCode = (code: unknown): code is number =>
  code === normalClosure ||
  (typeof code === 'number' && Number.isInteger(code) && code >= 3000 && code <= 4999);

/** A close frame that every platform takes: a code that may not be sent becomes 1000, a reason that is too long is cut. */
export function closeFrame(code?: unknown, reason?: unknown): CloseFrame {
  const text = typeof reason === 'string' ? reason : '';
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(maxReasonBytes));
  return { code: isCloseCode(code) ? code : normalClosure, reason: text.slice(0, read) };
}
