import { describe, expect, it } from '@jest/globals';
import type { ServerEvent } from '@rx-realtime/codecs';
import { emptyConversation, reduceConversation } from '@rx-realtime/responses/conversation';
import type { ConversationSnapshot } from '@rx-realtime/responses/conversation';
import { voicedWords } from './voicedWords.ts';

const said = 'Your order is on its way to you.'; // 32 characters

/** An answer with all of its words, and so much of its sound (24 kHz). */
const answered = (
  before: ConversationSnapshot,
  item_id: string,
  soundMs: number,
  status: 'completed' | 'incomplete' = 'incomplete',
): ConversationSnapshot => {
  const at = { event_id: '', response_id: 'resp_1', output_index: 0, content_index: 0, item_id };
  const item = { id: item_id, type: 'message', role: 'assistant', status, content: [] } as const;
  const events: readonly ServerEvent[] = [
    { type: 'conversation.item.added', event_id: '', previous_item_id: undefined, item },
    { ...at, type: 'response.output_audio_transcript.delta', delta: said },
    { ...at, type: 'response.output_audio.delta', delta: 'AAAA'.repeat(soundMs * 16) },
  ];
  return events.reduce((conversation, event) => reduceConversation(conversation, event), before);
};

const wordsLeft = (conversation: ConversationSnapshot): unknown => {
  const item = voicedWords(conversation, 'item_1');
  return item?.type === 'message' && item.content.map((part) => 'transcript' in part && part.transcript);
};

describe('voicedWords', () => {
  it('leaves the words whose sound has come, at the end of a word', () => {
    expect(wordsLeft(answered(emptyConversation, 'item_1', 1_000))).toEqual(['Your order is']);
    expect(wordsLeft(answered(emptyConversation, 'item_1', 867))).toEqual(['Your order is']);
    expect(wordsLeft(answered(emptyConversation, 'item_1', 800))).toEqual(['Your order']);
  });

  it('leaves all of them when as much sound has come as they take', () => {
    expect(wordsLeft(answered(emptyConversation, 'item_1', 2_133))).toEqual([said]);
  });

  it('leaves none before the first sound', () => {
    expect(wordsLeft(answered(emptyConversation, 'item_1', 0))).toEqual(['']);
  });

  it('goes by how fast the assistant has spoken before', () => {
    const slow = answered(emptyConversation, 'item_0', 6_400, 'completed');
    expect(wordsLeft(answered(slow, 'item_1', 2_600))).toEqual(['Your order is']);
  });

  it('leaves what was truncated as it is', () => {
    const cut = reduceConversation(answered(emptyConversation, 'item_1', 2_000), {
      type: 'conversation.item.truncated',
      event_id: '',
      item_id: 'item_1',
      content_index: 0,
      audio_end_ms: 1_800,
    });
    expect(wordsLeft(cut)).toEqual(['Your order is on its way to']);
  });

  it('is nothing for what the assistant has not said', () => {
    expect(voicedWords(emptyConversation, 'item_1')).toBeUndefined();
  });
});
