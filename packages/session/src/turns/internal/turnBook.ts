import { keepNewest } from '../../internal/keepNewest.ts';
import type { Turn } from '../turn.ts';

/** Turns that are remembered; what is about older ones comes too late. */
const remembered = 16;

/** The last turns of a subscription. */
export interface TurnBook {
  readonly find: (id: string | null | undefined) => Turn | undefined;
  /** The newest turn that the user has finished: who a new response answers. */
  readonly toBeAnswered: () => Turn | undefined;
  readonly ofResponse: (responseId: string | null | undefined) => Turn | undefined;
  readonly ofItem: (itemId: string) => Turn | undefined;
  readonly all: () => readonly Turn[];
  /** Notes a turn, and gives it back. */
  readonly keep: (turn: Turn) => Turn;
}

export const newTurn = (id: string): Turn => ({
  id,
  phase: 'speaking',
  startMs: undefined,
  endMs: undefined,
  transcript: '',
  responses: [],
  calls: [],
  itemIds: [],
  latency: undefined,
  isInterrupted: false,
});

export const makeTurnBook = (): TurnBook => {
  const turns = new Map<string, Turn>();
  /** The newest that fits. */
  const newest = (fits: (turn: Turn) => boolean): Turn | undefined =>
    [...turns.values()].reduce<Turn | undefined>((found, turn) => (fits(turn) ? turn : found), undefined);
  return {
    find: (id) => turns.get(id ?? ''),
    toBeAnswered: () => newest(({ phase }) => phase !== 'speaking' && phase !== 'abandoned'),
    ofResponse: (id) => newest(({ responses }) => responses.some(({ responseId }) => responseId === id)),
    ofItem: (itemId) => newest(({ itemIds }) => itemIds.includes(itemId)),
    all: () => [...turns.values()],
    keep: (turn) => {
      // Who begins to wait is the newest of all: something may have been written while the user spoke.
      if (turn.phase === 'waiting' && turns.get(turn.id)?.phase === 'speaking') turns.delete(turn.id);
      return keepNewest(turns, turn.id, turn, remembered);
    },
  };
};
