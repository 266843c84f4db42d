import type { ServerItem } from '@rx-realtime/codecs';
import type { ConversationEntry, ConversationSnapshot } from '@rx-realtime/responses/conversation';

/** How fast people speak, until it is known how fast this voice does. */
const usualCharsPerMs = 15 / 1_000;

const partsOf = ({ item, sound }: ConversationEntry) =>
  item.type === 'message' && item.role === 'assistant'
    ? item.content.map((part, index) => ({
        part,
        transcript: 'transcript' in part && typeof part.transcript === 'string' ? part.transcript : undefined,
        receivedMs: sound[index]?.receivedMs ?? 0,
        heardMs: sound[index]?.heardMs,
      }))
    : [];

/** How fast the assistant speaks, by what it has said to the end. */
const charsPerMs = ({ entries }: ConversationSnapshot): number => {
  let [chars, ms] = [0, 0];
  for (const entry of entries) {
    if (entry.item.type !== 'message' || entry.item.status !== 'completed') continue;
    for (const { transcript = '', receivedMs, heardMs } of partsOf(entry)) {
      if (receivedMs === 0 || heardMs !== undefined) continue;
      chars += transcript.length;
      ms += receivedMs;
    }
  }
  return ms > 0 && chars > 0 ? chars / ms : usualCharsPerMs;
};

const wholeWords = (transcript: string, chars: number): string =>
  chars >= transcript.length ? transcript : (/^.*(?=\s)/su.exec(transcript.slice(0, chars + 1))?.[0] ?? '');

/**
 * An answer that was cut off, with those of its words whose sound has come: words run ahead of their sound. An estimate,
 * at the end of a word, by how fast this assistant speaks.
 */
export const voicedWords = (conversation: ConversationSnapshot, itemId: string): ServerItem | undefined => {
  const entry = conversation.find(itemId);
  if (entry === undefined || entry.item.type !== 'message' || entry.item.role !== 'assistant')
    return undefined;
  const rate = charsPerMs(conversation);
  const content = partsOf(entry).map(({ part, transcript, receivedMs, heardMs }) =>
    transcript === undefined || heardMs !== undefined
      ? part
      : { ...part, transcript: wholeWords(transcript, Math.round(receivedMs * rate)) },
  );
  return { ...entry.item, content };
};
