import type {
  AssistantContent,
  MessageItem,
  ServerItem,
  TranscriptionError,
  UserContent,
} from '@rx-realtime/codecs';
import type { ConversationEntry } from '../conversationSnapshot.ts';

type Message = Extract<ServerItem, MessageItem>;
type Content = AssistantContent & UserContent;

/** Parts come one after the other; a position further out is a mistake, not a message of that many parts. */
const MAX_PARTS = 64;

export const entryOf = (item: ServerItem, generation: number): ConversationEntry => ({
  item,
  generation,
  sound: {},
});

/** The item as it is when nobody goes on with it. */
export const asIncomplete = (entry: ConversationEntry): ConversationEntry => ({
  ...entry,
  item: { ...entry.item, status: 'incomplete' } as ServerItem,
});

/** The part of a transcript that belongs to the first `heardMs`, by its share of the sound, at the end of a word. */
const heardOf = (transcript: string, heardMs: number, receivedMs: number): string => {
  if (receivedMs <= 0) return '';
  if (heardMs >= receivedMs) return transcript;
  const cut = Math.floor((transcript.length * Math.max(heardMs, 0)) / receivedMs);
  const words = /^.*(?=\s)/su.exec(transcript.slice(0, cut + 1))?.[0];
  // Writing without spaces is cut where it is, but never inside a character.
  return (
    words ??
    Array.from(transcript.slice(0, cut + 1))
      .slice(0, -1)
      .join('')
  );
};

const withContent = (item: Message, content: readonly Content[]): Message =>
  ({ ...item, content }) as Message;

const contentOf = (item: Message): readonly Content[] => item.content as readonly Content[];

const setPart = (item: Message, index: number, part: Content): Message => {
  const content = [...contentOf(item)];
  for (let i = content.length; i < index; i++) content.push({});
  content[index] = part;
  return withContent(item, content);
};

/** Takes what the server says of an item; words that are known stay where it leaves them out. */
export const merge = (entry: ConversationEntry, item: ServerItem, generation: number): ConversationEntry => {
  const known = entry.item;
  if (item.type !== 'message' || known.type !== 'message') return { ...entry, item, generation };
  const before = contentOf(known);
  const content = contentOf(item).map((part, index): Content => {
    const { receivedMs = 0, heardMs } = entry.sound[index] ?? {};
    const { text, transcript } = part;
    const heard =
      typeof transcript === 'string' && heardMs !== undefined
        ? heardOf(transcript, heardMs, receivedMs)
        : transcript;
    return { ...part, text: text ?? before[index]?.text, transcript: heard ?? before[index]?.transcript };
  });
  return { ...entry, item: withContent(item, content.length > 0 ? content : before), generation };
};

/** Whether the message has this part, or may get it next. */
export const hasRoomFor = ({ item }: ConversationEntry, index: number): boolean =>
  item.type === 'message' && index >= 0 && index < Math.max(contentOf(item).length + 1, MAX_PARTS);

/** Characters that the part has now. */
export const lengthOf = ({ item }: ConversationEntry, index: number): number => {
  const part = item.type === 'message' ? contentOf(item)[index] : undefined;
  return (part?.text?.length ?? 0) + (part?.transcript?.length ?? 0);
};

/** Adds a piece of the answer's text or transcript; after a truncation nothing is added. */
export const grow = (
  entry: ConversationEntry,
  index: number,
  field: 'text' | 'transcript',
  delta: string,
): ConversationEntry => {
  const { item, sound } = entry;
  if (item.type !== 'message' || sound[index]?.heardMs !== undefined) return entry;
  const part = contentOf(item)[index] ?? { type: field === 'text' ? 'output_text' : 'output_audio' };
  return { ...entry, item: setPart(item, index, { ...part, [field]: (part[field] ?? '') + delta }) };
};

export const addSound = (entry: ConversationEntry, index: number, ms: number): ConversationEntry => {
  const before = entry.sound[index] ?? { receivedMs: 0 };
  return { ...entry, sound: { ...entry.sound, [index]: { ...before, receivedMs: before.receivedMs + ms } } };
};

/** Shortens the transcript to what was heard; without knowledge of the sound it drops it, as the server does. */
export const truncate = (entry: ConversationEntry, index: number, heardMs: number): ConversationEntry => {
  const { item } = entry;
  const before = entry.sound[index] ?? { receivedMs: 0 };
  const sound = { ...entry.sound, [index]: { ...before, heardMs } };
  const part = item.type === 'message' ? contentOf(item)[index] : undefined;
  if (item.type !== 'message' || typeof part?.transcript !== 'string') return { ...entry, sound };
  const transcript = heardOf(part.transcript, heardMs, before.heardMs ?? before.receivedMs);
  return { ...entry, sound, item: setPart(item, index, { ...part, transcript }) };
};

/** Adds to, or with `isFinal` sets (or leaves as it is), the transcript of the user's sound; a finished one stays. */
export const transcribe = (
  entry: ConversationEntry,
  index: number,
  text: string | undefined,
  isFinal: boolean,
): ConversationEntry => {
  const { item } = entry;
  if (item.type !== 'message' || (!isFinal && entry.transcription === 'completed')) return entry;
  const part = contentOf(item)[index] ?? { type: 'input_audio' };
  const soFar = part.transcript ?? '';
  const transcript = isFinal ? (text ?? soFar) : soFar + (text ?? '');
  const transcription = isFinal ? 'completed' : 'partial';
  return { ...entry, transcription, item: setPart(item, index, { ...part, transcript }) };
};

export const failTranscription = (
  entry: ConversationEntry,
  error: TranscriptionError,
): ConversationEntry => ({
  ...entry,
  transcription: 'failed',
  transcriptionError: error,
});
