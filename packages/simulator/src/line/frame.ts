/** What a client sends: text, or bytes it should not have sent. */
export type Frame = string | Uint8Array;
