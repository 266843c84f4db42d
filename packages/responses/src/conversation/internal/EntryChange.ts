import { itemStatusOf } from '@rx-realtime/codecs';
import type { ServerItem, TranscriptionError } from '@rx-realtime/codecs';
import type { ConversationEntry } from '../conversationSnapshot.ts';
import { heardText } from './heardText.ts';
import { contentOf, withContent, withPart } from './MessageContent.ts';
import type { MessageContent } from './MessageContent.ts';

/** What an event does to an entry; the same entry when that is nothing. */
export type EntryChange = (entry: ConversationEntry) => ConversationEntry;

/** The item as it is when nobody goes on with it. */
const asIncomplete: EntryChange = (entry) => ({
  ...entry,
  item: { ...entry.item, status: 'incomplete' } as ServerItem,
});

const awaitsWords = ({ item, transcription }: ConversationEntry): boolean =>
  transcription === 'partial' ||
  (transcription === undefined &&
    item.type === 'message' &&
    item.role === 'user' &&
    item.content.some((part) => part.type === 'input_audio' && typeof part.transcript !== 'string'));

/** What nobody goes on with after a cut: the item that was being made, and the words that were to come. */
export const interrupt: EntryChange = (entry) => {
  const ended = itemStatusOf(entry.item) === 'in_progress' ? asIncomplete(entry) : entry;
  return awaitsWords(ended) ? { ...ended, transcription: 'interrupted' } : ended;
};

/** Takes what the server says of an item; words that are known stay where it leaves them out. */
export const merge =
  (item: ServerItem, generation: number): EntryChange =>
  (entry) => {
    const known = entry.item;
    if (item.type !== 'message' || known.type !== 'message') return { ...entry, item, generation };
    const before = contentOf(known);
    const content = contentOf(item).map((part, index): MessageContent => {
      const { receivedMs = 0, heardMs } = entry.sound[index] ?? {};
      const { text, transcript } = part;
      const heard =
        typeof transcript === 'string' && heardMs !== undefined
          ? heardText(transcript, heardMs, receivedMs)
          : transcript;
      return { ...part, text: text ?? before[index]?.text, transcript: heard ?? before[index]?.transcript };
    });
    return { ...entry, item: withContent(item, content.length > 0 ? content : before), generation };
  };

/** Adds a piece of the answer's text or transcript; after a truncation nothing is added. */
export const grow =
  (index: number, field: 'text' | 'transcript', delta: string): EntryChange =>
  (entry) => {
    const { item, sound } = entry;
    if (item.type !== 'message' || sound[index]?.heardMs !== undefined) return entry;
    const part = contentOf(item)[index] ?? { type: field === 'text' ? 'output_text' : 'output_audio' };
    const text = (part[field] ?? '') + delta;
    const grown = field === 'text' ? { ...part, text } : { ...part, transcript: text };
    const { generation, transcription, transcriptionError } = entry;
    return { item: withPart(item, index, grown), generation, sound, transcription, transcriptionError };
  };

/** Adds to the length of the sound that has come. */
export const addSound =
  (index: number, ms: number): EntryChange =>
  (entry) => {
    const before = entry.sound[index] ?? { receivedMs: 0 };
    return {
      ...entry,
      sound: { ...entry.sound, [index]: { ...before, receivedMs: before.receivedMs + ms } },
    };
  };

/** Shortens the transcript to what was heard; without knowledge of the sound it drops it, as the server does. */
export const truncate =
  (index: number, heardMs: number): EntryChange =>
  (entry) => {
    const { item } = entry;
    const before = entry.sound[index] ?? { receivedMs: 0 };
    const sound = { ...entry.sound, [index]: { ...before, heardMs } };
    const part = item.type === 'message' ? contentOf(item)[index] : undefined;
    if (item.type !== 'message' || typeof part?.transcript !== 'string') return { ...entry, sound };
    const transcript = heardText(part.transcript, heardMs, before.heardMs ?? before.receivedMs);
    return { ...entry, sound, item: withPart(item, index, { ...part, transcript }) };
  };

/** Adds to, or with `isFinal` sets (or leaves as it is), the transcript of the user's sound; a finished one stays. */
export const transcribe =
  (index: number, text: string | undefined, isFinal: boolean): EntryChange =>
  (entry) => {
    const { item } = entry;
    if (item.type !== 'message' || (!isFinal && entry.transcription === 'completed')) return entry;
    const part = contentOf(item)[index] ?? { type: 'input_audio' };
    const soFar = part.transcript ?? '';
    const transcript = isFinal ? (text ?? soFar) : soFar + (text ?? '');
    const transcription = isFinal ? 'completed' : 'partial';
    return { ...entry, transcription, item: withPart(item, index, { ...part, transcript }) };
  };

export const failTranscription =
  (transcriptionError: TranscriptionError): EntryChange =>
  (entry) => ({ ...entry, transcription: 'failed', transcriptionError });
