/** When a fault strikes. Without any field: at the first server event of every connection. */
export interface FaultPoint {
  /** Only on this connection, counted from 1. Default: on every one. */
  readonly connection?: number;
  /** Whose events are watched. Default `server`. */
  readonly from?: 'client' | 'server';
  /** The type of the watched events. Default: any. */
  readonly event?: string;
  /** Strike at the nth watched event of the connection. Default 1. */
  readonly count?: number;
  /** Strike again at each watched event after that. Default false. */
  readonly repeat?: boolean;
  /** Strike this long after the connection opened, instead of at an event. */
  readonly timeMs?: number;
  /** Throw dice (0 to 1, from the simulator's seed) where it would strike. Default 1: always. */
  readonly probability?: number;
}

/**
 * What goes wrong. A fault at an event strikes *before* the event gets through; the event itself follows unless the
 * line is dead by then or the fault says otherwise.
 */
export type FaultAction =
  /** The TCP connection is reset: the client sees 1006. */
  | { readonly do: 'reset' }
  /** The TCP connection ends without a close frame: the client sees 1006. */
  | { readonly do: 'drop' }
  /** The event's frame is sent up to this byte, then the connection is reset. */
  | { readonly do: 'cutFrame'; readonly bytes: number }
  /** A close frame. Default 1011 with no reason. */
  | { readonly do: 'close'; readonly code?: number; readonly reason?: string }
  /** `session_expired` and 1001, as at the end of 60 minutes. */
  | { readonly do: 'expire' }
  /**
   * Half-open: the line carries nothing any more though nobody closed it. `up` loses what the client sends (and its
   * pings), `down` what the server sends; default both. With `forMs` the line recovers and delivers what it held.
   */
  | { readonly do: 'stall'; readonly direction?: 'up' | 'down' | 'both'; readonly forMs?: number }
  /** From here on the server's bytes arrive this many at a time (default 1), one portion each `everyMs` (default 1). */
  | { readonly do: 'dribble'; readonly bytes?: number; readonly everyMs?: number }
  /** From here on what the client sends is taken no faster than this: its own buffers fill. */
  | { readonly do: 'slowUplink'; readonly bytesPerSecond: number }
  /** A text frame that is no JSON. */
  | { readonly do: 'badJson' }
  /** A binary frame. */
  | { readonly do: 'binary' }
  /** A text frame of any content. */
  | { readonly do: 'frame'; readonly text: string }
  /** A valid event of this size in bytes (default 33 MiB). */
  | { readonly do: 'oversized'; readonly bytes?: number }
  /** An event of a type nobody knows. */
  | {
      readonly do: 'unknownEvent';
      readonly type?: string;
      readonly payload?: Readonly<Record<string, unknown>>;
    }
  /** Bytes written to the TCP connection past the WebSocket: reserved bits, bad opcodes, invalid UTF-8. */
  | { readonly do: 'rawBytes'; readonly bytes: ReadonlyArray<number> }
  /** The event comes twice. */
  | { readonly do: 'duplicate' }
  /** The event comes after the one that follows it. */
  | { readonly do: 'reorder' }
  /** The event comes late; others overtake it. */
  | { readonly do: 'delay'; readonly ms: number }
  /** The event never comes. */
  | { readonly do: 'lose' }
  /** An `error` event. */
  | { readonly do: 'error'; readonly type?: string; readonly code?: string | null; readonly message?: string }
  /** The response fails. Strikes at responses (`count`, `repeat`), whatever `event` says. */
  | {
      readonly do: 'failResponse';
      readonly type?: string;
      readonly code?: string | null;
      readonly message?: string;
    }
  /** The upgrade is answered with this HTTP status. Strikes at connections, whatever `event` says. */
  | {
      readonly do: 'httpStatus';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Default: OpenAI's JSON error body. */
      readonly body?: string;
    }
  /** The upgrade is accepted with a wrong key. Strikes at connections. */
  | { readonly do: 'badHandshake' }
  /** The upgrade is never answered. Strikes at connections. */
  | { readonly do: 'noAnswer' };

/**
 * A fault of the service or of the line to it, as data: what happens and when.
 *
 * @example
 * import type { Fault } from '@rx-realtime/simulator';
 *
 * const faults: Fault[] = [
 *   { at: { connection: 1, from: 'client', count: 20 }, do: 'reset' },
 *   { at: { event: 'response.output_audio.delta', repeat: true, probability: 0.01 }, do: 'duplicate' },
 *   { at: { connection: 2 }, do: 'httpStatus', status: 503 },
 *   { at: { timeMs: 30_000 }, do: 'stall' },
 * ];
 * console.log(faults.length); // 4
 */
export type Fault = { readonly at?: FaultPoint } & FaultAction;
