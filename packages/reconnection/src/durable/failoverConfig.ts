import type { Capabilities } from '@rx-realtime/codecs/correlation';
import type { RealtimeError } from '@rx-realtime/connection';
import type { NextObserver } from 'rxjs';
import type { DurableEndpointInfo } from './durableEndpoint.ts';

/** A change of endpoints that is about to be made. */
export interface FailoverInfo {
  readonly from: DurableEndpointInfo;
  readonly to: DurableEndpointInfo;
  /** Why the endpoint is left. */
  readonly error: RealtimeError;
  /** What the one can do, and the other cannot. */
  readonly missing: readonly (keyof Capabilities)[];
}

/** How a conversation goes from one of its `endpoints` to the next. */
export interface FailoverConfig {
  /**
   * Whether a rotation goes back to the first endpoint, where it can be reached again. The whole history is billed once
   * more, as at every change of sessions.
   *
   * @defaultValue `false`
   */
  readonly failBack?: boolean;
  /** Hears of each change before it is made. */
  readonly failoverObserver?: NextObserver<FailoverInfo>;
}
