import type { Fail } from '../script/reply.ts';

export type CancelReason = 'turn_detected' | 'client_cancelled';

/** How a response ends. */
export type Ending =
  | { readonly status: 'completed' }
  | { readonly status: 'incomplete'; readonly reason: 'max_output_tokens' }
  | { readonly status: 'cancelled'; readonly reason: CancelReason }
  | { readonly status: 'failed'; readonly error: Omit<Fail, '_tag'> };
