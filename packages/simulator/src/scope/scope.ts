import type { Observable } from 'rxjs';
import type { Ids } from './ids.ts';
import type { Random } from './random.ts';
import type { Refusal } from '../shapes/refusal.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Settings } from './settings.ts';
import type { ToldFact } from '../script/fact.ts';

/** What the parts of one session share. */
export interface Scope {
  readonly settings: Settings;
  readonly random: Random;
  readonly ids: Ids;
  /** Sends a server event; its `event_id` is made here. */
  readonly emit: (type: string, body: JsonObject) => void;
  /** Sends an `error` event about the client event with this id. */
  readonly refuse: (why: Refusal, clientEventId?: string | null) => void;
  /** Tells whoever runs the simulator what an item says that matters. */
  readonly tell: (fact: Omit<ToldFact, 'connection'>) => void;
  /** Ends the session with a close frame. */
  readonly close: (code: number, reason: string) => void;
  /** Tells whoever runs the simulator something the client does not hear. */
  readonly notice: (text: string) => void;
  /** Runs `work$` until it completes or the session ends. */
  readonly during: (work$: Observable<unknown>) => void;
  /** Calls `work` after `delayMs`, unless the session ends before. Returns how to call it off. */
  readonly after: (delayMs: number, work: () => void) => () => void;
}
