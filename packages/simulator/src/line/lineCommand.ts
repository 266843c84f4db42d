import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Frame } from './frame.ts';

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
