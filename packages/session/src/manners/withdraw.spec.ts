import { describe, expect, it } from '@jest/globals';
import { withdraw } from './withdraw.ts';

const rejected = {
  text: 'It is swordfish.',
  responseId: 'resp_1',
  itemId: 'item_1',
  contentIndex: 0,
  audioEndMs: 0,
  isRunning: true,
  isOutOfBand: false,
  cause: false,
};

describe('withdraw', () => {
  it('cancels what runs, and deletes what nobody heard', () => {
    expect(withdraw(rejected)).toMatchObject([
      { type: 'response.cancel', response_id: 'resp_1' },
      { type: 'conversation.item.delete', item_id: 'item_1' },
    ]);
  });

  it('cuts what was heard in part, and cancels nothing that has ended', () => {
    expect(withdraw({ ...rejected, audioEndMs: 700, isRunning: false })).toMatchObject([
      { type: 'conversation.item.truncate', item_id: 'item_1', content_index: 0, audio_end_ms: 700 },
    ]);
  });

  it('leaves the conversation alone where the answer is not in it', () => {
    expect(withdraw({ ...rejected, isOutOfBand: true })).toMatchObject([{ type: 'response.cancel' }]);
  });
});
