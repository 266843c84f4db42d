import type { ServerItem } from '@rx-realtime/codecs';
import type { ConversationEntry, ConversationSnapshot } from '@rx-realtime/responses/conversation';

type AssistantItem = Extract<ServerItem, { readonly role: 'assistant' }>;

/** How fast people speak, until it is known how fast this voice does. */
const usualCharsPerMs = 15 / 1_000;

/** What is known of the sound of each part of an answer. */
const soundOf = ({ sound }: ConversationEntry, index: number) => sound[index] ?? { receivedMs: 0 };

const isAnswer = (item: ServerItem): item is AssistantItem =>
  item.type === 'message' && item.role === 'assistant';

/** How fast the assistant speaks, by what it has said to the end. */
const charsPerMs = ({ entries }: ConversationSnapshot): number => {
  let [chars, ms] = [0, 0];
  for (const entry of entries) {
    if (!isAnswer(entry.item) || entry.item.status !== 'completed') continue;
    entry.item.content.forEach(({ transcript }, index) => {
      const { receivedMs, heardMs } = soundOf(entry, index);
      if (receivedMs === 0 || heardMs !== undefined) return;
      chars += transcript?.length ?? 0;
      ms += receivedMs;
    });
  }
  return chars > 0 ? chars / ms : usualCharsPerMs;
};

const wholeWords = (transcript: string, chars: number): string =>
  chars >= transcript.length ? transcript : (/^.*(?=\s)/su.exec(transcript.slice(0, chars + 1))?.[0] ?? '');

/**
 * An answer that was cut off, with those of its words whose sound has come: words run ahead of their sound. An estimate,
 * at the end of a word, by how fast this assistant speaks.
 */
export const voicedWords = (conversation: ConversationSnapshot, itemId: string): ServerItem | undefined => {
  const entry = conversation.find(itemId);
  if (entry === undefined || !isAnswer(entry.item)) return undefined;
  const rate = charsPerMs(conversation);
  const content = entry.item.content.map((part, index) => {
    const { receivedMs, heardMs } = soundOf(entry, index);
    return typeof part.transcript === 'string' && heardMs === undefined
      ? { ...part, transcript: wholeWords(part.transcript, Math.round(receivedMs * rate)) }
      : part;
  });
  return { ...entry.item, content };
};
