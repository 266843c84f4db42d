import type { StoredItem } from '../state/storedItem.ts';
import type { Scope } from '../scope/scope.ts';
import type { AudioFormatState } from '../state/sessionState.ts';
import type { Tokens } from '../state/tokens.ts';

/** Where the items of a response go: the default conversation, or nowhere for an out-of-band response. */
export interface ResponseTarget {
  readonly scope: Scope;
  readonly responseId: string;
  readonly format: AudioFormatState;
  /** True for models that say of each message which phase of the response it belongs to. */
  readonly namesPhases: boolean;
  /** The item exists now: stored, and announced by `conversation.item.added` (not out of band). */
  readonly addItem: (item: StoredItem) => void;
  /** The item is complete: stored, and announced by `conversation.item.done`. Returns it as the client left it. */
  readonly finishItem: (item: StoredItem) => StoredItem;
  /** Counts output tokens; false when the response has reached its limit. */
  readonly spend: (tokens: Tokens) => boolean;
  /** Sound of this length has been sent. */
  readonly spoke: (ms: number) => void;
}
