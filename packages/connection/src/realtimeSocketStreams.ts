import type { ClientEvent } from '@rx-realtime/codecs';
import type { TranslationClientEvent } from '@rx-realtime/codecs/translation';
import type { RealtimeError } from './realtimeError.ts';

/** Input audio that was dropped before it was sent: too old, or too much of it. */
export interface AudioGap {
  readonly durationMs: number;
  /** The socket that it was meant for. */
  readonly generation: number;
}

/** An event that was given to the socket and will not be sent, with the reason. */
export interface Undelivered {
  readonly event: ClientEvent | TranslationClientEvent;
  readonly error: RealtimeError;
}

/** One frame on the wire, as a recorder or inspector sees it. */
export interface WireFrame {
  readonly direction: 'in' | 'out';
  /** The frame as it was sent or received; binary frames as bytes. */
  readonly frame: string | Uint8Array;
  /** Milliseconds on the socket's clock (monotonic, or the scheduler's). */
  readonly atMs: number;
  /** Characters of a text frame (ASCII in this protocol's audio), bytes of a binary one. */
  readonly sizeBytes: number;
  readonly generation: number;
}

/** This process did not run for a while: suspended, or its event loop blocked. Links are not judged by it. */
export interface Stall {
  /** How late a timer fired. */
  readonly lagMs: number;
  readonly generation: number;
}
