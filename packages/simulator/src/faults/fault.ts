/** At which connections a fault strikes. Without any field: at every one. */
export interface FaultWhere {
  /** Only on this connection, counted from 1. @defaultValue every one */
  readonly connection?: number;
  /** Throw dice (0 to 1, from the simulator's seed) where it would strike. @defaultValue 1: always */
  readonly probability?: number;
}

/** At which responses of a connection a fault strikes. Without any field: at the first. */
export interface FaultResponsePoint extends FaultWhere {
  /** Strike at the nth response of the connection. @defaultValue 1 */
  readonly count?: number;
  /** Strike again at each response after that. @defaultValue false */
  readonly repeat?: boolean;
  readonly from?: never;
  readonly event?: never;
  readonly timeMs?: never;
}

/** At which events of a connection a fault strikes. Without any field: at the first event of the server. */
export interface FaultEventPoint extends FaultWhere {
  /** Whose events are watched. @defaultValue `server` */
  readonly from?: 'client' | 'server';
  /** The type of the watched events. @defaultValue any */
  readonly event?: string;
  /** Strike at the nth watched event of the connection. @defaultValue 1 */
  readonly count?: number;
  /** Strike again at each watched event after that. @defaultValue false */
  readonly repeat?: boolean;
  readonly timeMs?: never;
}

/** At which upgrades a fault strikes: there are no events, responses or times yet. */
export interface FaultUpgradePoint extends FaultWhere {
  readonly from?: never;
  readonly event?: never;
  readonly count?: never;
  readonly repeat?: never;
  readonly timeMs?: never;
}

/** When in the life of a connection a fault strikes, instead of at an event. */
export interface FaultTimePoint extends FaultWhere {
  /** Strike this long after the connection opened. */
  readonly timeMs: number;
  readonly from?: never;
  readonly event?: never;
  readonly count?: never;
  readonly repeat?: never;
}

/** When a fault strikes. Without any field: at the first server event of every connection. */
export type FaultPoint = FaultEventPoint | FaultTimePoint;

/**
 * What goes wrong. A fault at an event strikes *before* the event gets through; the event itself follows unless the
 * line is dead by then or the fault says otherwise. `duplicate`, `reorder`, `delay` and `lose` happen to an event, of the
 * server or of the client; everything else about frames happens to what the server sends.
 */
export type FaultAction =
  /** The TCP connection is reset: the client sees 1006. */
  | { readonly do: 'reset' }
  /** The TCP connection ends without a close frame: the client sees 1006. */
  | { readonly do: 'drop' }
  /** The frame of the server's event is sent up to this byte, then the connection is reset. */
  | { readonly do: 'cutFrame'; readonly bytes: number }
  /** A close frame. */
  | {
      readonly do: 'close';
      /** @defaultValue 1011 */
      readonly code?: number;
      /** @defaultValue no reason */
      readonly reason?: string;
    }
  /** `session_expired` and 1001, as at the end of 60 minutes. */
  | { readonly do: 'expire' }
  /**
   * Half-open: the line carries nothing any more though nobody closed it. `up` loses what the client sends (and its
   * pings), `down` what the server sends. With `forMs` the line recovers and delivers what it held.
   */
  | {
      readonly do: 'stall';
      /** @defaultValue `both` */
      readonly direction?: 'up' | 'down' | 'both';
      /** @defaultValue for good */
      readonly forMs?: number;
    }
  /** From here on the server's bytes arrive this many at a time, one portion each `everyMs`. */
  | {
      readonly do: 'dribble';
      /** @defaultValue 1 byte */
      readonly bytes?: number;
      /** @defaultValue 1 ms */
      readonly everyMs?: number;
    }
  /** From here on what the client sends is taken no faster than this: its own buffers fill. */
  | { readonly do: 'slowUplink'; readonly bytesPerSecond: number }
  /** A text frame that is no JSON. */
  | { readonly do: 'badJson' }
  /** A binary frame. */
  | { readonly do: 'binary' }
  /** A text frame of any content. */
  | { readonly do: 'frame'; readonly text: string }
  /** A valid event of this size. */
  | {
      readonly do: 'oversized';
      /** @defaultValue 34,603,008 bytes (33 MiB) */
      readonly bytes?: number;
    }
  /** An event of a type nobody knows. */
  | {
      readonly do: 'unknownEvent';
      /** @defaultValue `response.hologram.delta` */
      readonly type?: string;
      /** Its other fields. @defaultValue none */
      readonly payload?: Readonly<Record<string, unknown>>;
    }
  /** Bytes written to the TCP connection past the WebSocket: reserved bits, bad opcodes, invalid UTF-8. */
  | { readonly do: 'rawBytes'; readonly bytes: readonly number[] }
  /** The event comes twice. */
  | { readonly do: 'duplicate' }
  /** The event comes after the one that follows it on the same way; before a close, when none follows. */
  | { readonly do: 'reorder' }
  /** The event comes late; others overtake it. */
  | { readonly do: 'delay'; readonly ms: number }
  /** The event never comes. */
  | { readonly do: 'lose' }
  /** An `error` event. */
  | {
      readonly do: 'error';
      /** @defaultValue `server_error` */
      readonly type?: string;
      /** @defaultValue null */
      readonly code?: string | null;
      /** @defaultValue as the service words it */
      readonly message?: string;
    }
  /** The response fails. */
  | {
      readonly do: 'failResponse';
      /** @defaultValue `server_error` */
      readonly type?: string;
      /** @defaultValue null */
      readonly code?: string | null;
      /** @defaultValue as the service words it */
      readonly message?: string;
    }
  /** The upgrade is answered with this HTTP status. */
  | {
      readonly do: 'httpStatus';
      readonly status: number;
      /** @defaultValue none */
      readonly headers?: Readonly<Record<string, string>>;
      /** @defaultValue OpenAI's JSON error body */
      readonly body?: string;
    }
  /** The upgrade is accepted with a wrong key. */
  | { readonly do: 'badHandshake' }
  /** The upgrade is never answered. */
  | { readonly do: 'noAnswer' };

/**
 * A fault of the service or of the line to it, as data: what happens and when.
 *
 * Not everything can happen at any time: what happens to an event needs an event, a response fails at a response, and an
 * upgrade goes wrong before there are events. A simulator throws a `TypeError` for a fault that could never strike.
 *
 * @example
 * import type { Fault } from '@rx-realtime/simulator';
 *
 * const faults: Fault[] = [
 *   { at: { connection: 1, from: 'client', count: 20 }, do: 'reset' },
 *   { at: { event: 'response.output_audio.delta', repeat: true, probability: 0.01 }, do: 'duplicate' },
 *   { at: { connection: 2 }, do: 'httpStatus', status: 503 },
 *   { at: { timeMs: 30_000 }, do: 'stall' },
 *   { at: { from: 'client', event: 'input_audio_buffer.append', count: 50 }, do: 'lose' },
 * ];
 * console.log(faults.length); // prints: 5
 */
export type Fault =
  | ({ readonly at?: FaultPoint } & Exclude<
      FaultAction,
      {
        readonly do:
          | 'duplicate'
          | 'reorder'
          | 'delay'
          | 'lose'
          | 'cutFrame'
          | 'failResponse'
          | 'httpStatus'
          | 'badHandshake'
          | 'noAnswer';
      }
    >)
  | ({ readonly at?: FaultEventPoint } & Extract<
      FaultAction,
      { readonly do: 'duplicate' | 'reorder' | 'delay' | 'lose' }
    >)
  | ({ readonly at?: FaultEventPoint & { readonly from?: 'server' } } & Extract<
      FaultAction,
      { readonly do: 'cutFrame' }
    >)
  | ({ readonly at?: FaultResponsePoint } & Extract<FaultAction, { readonly do: 'failResponse' }>)
  | ({ readonly at?: FaultUpgradePoint } & Extract<
      FaultAction,
      { readonly do: 'httpStatus' | 'badHandshake' | 'noAnswer' }
    >);
