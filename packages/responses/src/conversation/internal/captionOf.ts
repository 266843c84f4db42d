import { itemIdOf, itemStatusOf, textOf } from '@rx-realtime/codecs';
import type { Caption } from '../caption.ts';
import type { ConversationEntry } from '../conversationSnapshot.ts';

const statusOfUser = ({ item, transcription }: ConversationEntry): Caption['status'] => {
  if (transcription !== undefined) return transcription;
  const isUnwritten =
    item.type === 'message' &&
    item.role === 'user' &&
    item.content.some((part) => part.type === 'input_audio' && typeof part.transcript !== 'string');
  return isUnwritten ? 'partial' : 'completed';
};

const statusOfAssistant = ({ item, sound }: ConversationEntry): Caption['status'] => {
  const status = itemStatusOf(item);
  if (status === 'in_progress') return 'partial';
  const isCut = Object.values(sound).some(({ heardMs }) => heardMs !== undefined);
  return isCut || status === 'incomplete' ? 'interrupted' : 'completed';
};

const lineOf = (entry: ConversationEntry): Caption | undefined => {
  const { item } = entry;
  const id = itemIdOf(item);
  if (id === undefined || item.type !== 'message' || item.role === 'system') return undefined;
  const status = item.role === 'user' ? statusOfUser(entry) : statusOfAssistant(entry);
  return { id, who: item.role, text: textOf(item), status };
};

/** Entries never change, and most of them are in the next snapshot too. */
const lines = new WeakMap<ConversationEntry, { readonly line: Caption | undefined }>();

/** The line of an entry; none for what nobody says. The same entry has the same line. */
export const captionOf = (entry: ConversationEntry): Caption | undefined => {
  const known = lines.get(entry);
  if (known) return known.line;
  const line = lineOf(entry);
  lines.set(entry, { line });
  return line;
};
