import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import type { Observable } from 'rxjs';
import type { planRestore, RestoreConfig } from './planRestore.ts';
import type { ReplayLimits } from './replayLimits.ts';

/** How much of a conversation a new session is given, and what becomes of the rest. */
export interface ReplayPolicy extends ReplayLimits {
  /**
   * Gets ready for the next session; it is opened when this completes, and whoever waits for it waits so long. Must not fail.
   *
   * @param conversation what was said
   * @param config as it will be given to `plan`
   */
  readonly prepare?: (conversation: ConversationSnapshot, config?: RestoreConfig) => Observable<never>;
  /** @defaultValue `planRestore`: what is too much is dropped, the oldest first */
  readonly plan?: typeof planRestore;
}
