import type { ConversationEntry } from './conversationSnapshot.ts';
import { wholeCalls } from './internal/wholeCalls.ts';

/** Chooses which entries may go, given those that the server holds, in order. */
export type TrimPolicy = (entries: readonly ConversationEntry[]) => readonly ConversationEntry[];

const isMessageOf = (role: string, { item }: ConversationEntry): boolean =>
  item.type === 'message' && item.role === role;

/** Where the last turn begins among the entries before `end`; 0 when no user has spoken there. */
const startOfTurn = (entries: readonly ConversationEntry[], end: number): number => {
  for (let index = end - 1; index > 0; index--) {
    const entry = entries[index];
    if (entry && isMessageOf('user', entry)) return index;
  }
  return 0;
};

const positive = (name: string, count: number): number => {
  if (!(count >= 1)) throw new RangeError(`${name}: expected 1 or more, got ${count}`);
  return count;
};

/**
 * Keeps the newest items; system messages do not count and stay, and so does a call whose output stays.
 *
 * @param count items to keep, 1 or more
 * @throws RangeError when `count` is less than 1
 */
export function keepLastItems(count: number): TrimPolicy {
  positive('keepLastItems', count);
  return (entries) => {
    const others = entries.filter((entry) => !isMessageOf('system', entry));
    return wholeCalls(others.slice(0, Math.max(others.length - count, 0)), entries);
  };
}

/**
 * Keeps the newest turns, each from a user's message to the next one; system messages stay,
 * and so does a call whose output stays.
 *
 * @param count turns to keep, 1 or more
 * @throws RangeError when `count` is less than 1
 */
export function keepLastTurns(count: number): TrimPolicy {
  positive('keepLastTurns', count);
  return (entries) => {
    let first = entries.length;
    for (let turns = 0; turns < count && first > 0; turns += 1) first = startOfTurn(entries, first);
    const chosen = entries.slice(0, first).filter((entry) => !isMessageOf('system', entry));
    return wholeCalls(chosen, entries);
  };
}
