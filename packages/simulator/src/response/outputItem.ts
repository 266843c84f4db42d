import type { StoredItem } from '../state/storedItem.ts';
import type { ResponseTarget } from './responseTarget.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Step } from '../scope/play.ts';

/** A message before a call in the same response is a commentary on what the assistant is about to do. */
type MessagePhase = 'commentary' | 'final_answer';

/** An item of a response between its `output_item.added` and its `output_item.done`. */
export interface OutputItem {
  readonly kind: 'message' | 'function_call' | 'mcp_call';
  /** The deltas and when they are due. */
  readonly steps: readonly Step[];
  /** Sends the closing events and returns the finished item; `phase` says what a message was for. */
  readonly close: (status: 'completed' | 'incomplete', phase: MessagePhase) => JsonObject;
}

/** The fields that say which item of which response an event is about. */
export const place = (target: ResponseTarget, itemId: string, outputIndex: number): JsonObject => ({
  response_id: target.responseId,
  item_id: itemId,
  output_index: outputIndex,
});

/** Announces a new item of a response. */
export const announce = (target: ResponseTarget, outputIndex: number, item: StoredItem): void => {
  target.scope.emit('response.output_item.added', {
    response_id: target.responseId,
    output_index: outputIndex,
    item: item.wire,
  });
  target.addItem(item);
};

/** Announces that an item of a response is finished. */
export const finish = (target: ResponseTarget, outputIndex: number, item: StoredItem): JsonObject => {
  const { wire } = target.finishItem(item);
  target.scope.emit('response.output_item.done', {
    response_id: target.responseId,
    output_index: outputIndex,
    item: wire,
  });
  return wire;
};
