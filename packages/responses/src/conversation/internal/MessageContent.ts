import type { AssistantContent, MessageItem, ServerItem, UserContent } from '@rx-realtime/codecs';

export type Message = Extract<ServerItem, MessageItem>;

/** A content part of any message: which fields it has depends on who speaks. */
export type MessageContent = AssistantContent & UserContent;

/** Parts come one after the other; a position further out is a mistake, not a message of that many parts. */
const maxParts = 64;

export const contentOf = (item: Message): readonly MessageContent[] =>
  item.content as readonly MessageContent[];

export const withContent = (item: Message, content: readonly MessageContent[]): Message =>
  ({ ...item, content }) as Message;

export const withPart = (item: Message, index: number, part: MessageContent): Message => {
  const content = [...contentOf(item)];
  for (let i = content.length; i < index; i++) content.push({});
  content[index] = part;
  return withContent(item, content);
};

/** Whether the item is a message that has this part, or may get it next. */
export const hasRoomFor = (item: ServerItem, index: number): boolean =>
  item.type === 'message' && index >= 0 && index < Math.max(contentOf(item).length + 1, maxParts);

/** Characters that the part has now. */
export const lengthOf = (item: ServerItem, index: number): number => {
  const part = item.type === 'message' ? contentOf(item)[index] : undefined;
  return (part?.text?.length ?? 0) + (part?.transcript?.length ?? 0);
};
