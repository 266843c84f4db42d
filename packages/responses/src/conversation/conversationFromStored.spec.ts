import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { either as E } from 'fp-ts';
import { audioItem, callItem, record, textItem } from '../../test/recordings.ts';
import { ConversationFromStored } from './conversationFromStored.ts';
import { emptyConversation } from './emptyConversation.ts';
import { reduceConversation } from './reduceConversation.ts';

const unknown: ServerEvent = {
  type: 'conversation.item.added',
  event_id: '',
  item: { type: 'unknown', wireType: 'hologram', payload: { id: 'h' } },
};
const events = [
  ...record({ id: '1', items: [audioItem(['Good ', 'day.'], ['AAAA']), callItem('f', '{}'), textItem('x')] })
    .events,
  {
    type: 'conversation.item.truncated',
    event_id: '',
    item_id: 'item_1_0',
    content_index: 0,
    audio_end_ms: 0,
  } as const,
  unknown,
];
const conversation = events.reduce((s, event) => reduceConversation(s, event), emptyConversation);

describe('ConversationFromStored', () => {
  it('reads back what it wrote, through JSON', () => {
    const text = JSON.stringify(ConversationFromStored.encode(conversation));
    const read = ConversationFromStored.decode(JSON.parse(text));
    expect(E.isRight(read)).toBe(true);
    const restored = E.isRight(read) ? read.right : emptyConversation;
    expect(JSON.stringify(restored.entries)).toBe(JSON.stringify(conversation.entries));
    expect(restored.size).toBe(4);
    expect(ConversationFromStored.is(restored)).toBe(true);
    expect(restored.find('item_1_0')?.sound[0]?.heardMs).toBe(0);
  });

  it('goes on from there', () => {
    const read = ConversationFromStored.decode(ConversationFromStored.encode(conversation));
    const restored = E.isRight(read) ? read.right : emptyConversation;
    const longer = reduceConversation(restored, {
      type: 'conversation.item.deleted',
      event_id: '',
      item_id: 'item_1_1',
    });
    expect(longer.size).toBe(3);
    expect(restored.size).toBe(4);
  });

  it.each([
    [undefined],
    [{ version: 2, sessions: 0, droppedItems: 0, entries: [] }],
    [
      {
        version: 1,
        sessions: 0,
        droppedItems: 0,
        entries: [{ item: { type: 'message' }, generation: 0, sound: {} }],
      },
    ],
    [{ version: 1, sessions: 0, droppedItems: 0, entries: [{ item: null }] }],
  ])('refuses %j', (stored) => {
    expect(E.isLeft(ConversationFromStored.decode(stored))).toBe(true);
    expect(ConversationFromStored.is(stored)).toBe(false);
  });
});
