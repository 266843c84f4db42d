import { itemStatusOf } from '@rx-realtime/codecs';
import type { ConversationEntry } from '../conversationSnapshot.ts';

const callIdOf = ({ item }: ConversationEntry): string | null | undefined =>
  item.type === 'function_call' || item.type === 'function_call_output' ? item.call_id : undefined;

const isRunning = ({ item }: ConversationEntry): boolean => itemStatusOf(item) === 'in_progress';

/** A call and its output go together or stay together: the server refuses an output without its call. */
export const wholeCalls = (
  chosen: readonly ConversationEntry[],
  all: readonly ConversationEntry[],
): readonly ConversationEntry[] => {
  const finished = chosen.filter((entry) => !isRunning(entry));
  if (finished.every((entry) => callIdOf(entry) === undefined)) return finished;
  const going = new Set(finished);
  const stays = new Set(all.filter((entry) => !going.has(entry)).map(callIdOf));
  const calls = all.filter(({ item }) => item.type === 'function_call').map(callIdOf);
  const outputs = new Set(all.filter(({ item }) => item.type === 'function_call_output').map(callIdOf));
  const pending = new Set(calls.filter((callId) => !outputs.has(callId)));
  return finished.filter((entry) => {
    const callId = callIdOf(entry);
    return callId === undefined || (!stays.has(callId) && !pending.has(callId));
  });
};
