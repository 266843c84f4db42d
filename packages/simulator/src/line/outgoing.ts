import type { JsonObject } from '../shapes/shape.ts';

/** What a client sends: text, or bytes it should not have sent. */
export type Frame = string | Uint8Array;

/** What the machine of a session sends; a recorded one may send frames that are no events, or break off. */
export type Outgoing =
  | { readonly kind: 'event'; readonly event: JsonObject }
  | { readonly kind: 'frame'; readonly data: Frame }
  | { readonly kind: 'cut'; readonly how: 'reset' | 'drop' }
  | { readonly kind: 'close'; readonly code: number; readonly reason: string };

export type LineDirection = 'up' | 'down' | 'both';

/** What a transport does: the session's output, and what faults make of it. */
export type LineCommand =
  | Outgoing
  | { readonly kind: 'cutFrame'; readonly event: JsonObject; readonly bytes: number }
  | { readonly kind: 'stall'; readonly direction: LineDirection }
  | { readonly kind: 'resume' }
  | { readonly kind: 'dribble'; readonly bytes: number; readonly everyMs: number }
  | { readonly kind: 'slowUplink'; readonly bytesPerSecond: number }
  | { readonly kind: 'raw'; readonly bytes: Uint8Array };

/** How an upgrade goes wrong. */
export type UpgradeFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'badHandshake' }
  | { readonly kind: 'noAnswer' };
