import type { Item } from '@rx-realtime/codecs';
import { functionOutputs } from '../script/functionOutputs.ts';
import type { OfferedTool, ResponderTurn } from '../script/responder.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { ResponseRequest } from './responseRequest.ts';
import { stringAt } from '../internal/stringAt.ts';

const textOf = (item: StoredItem): string => {
  if (item.heard !== undefined) return item.heard;
  const content = item.wire['content'];
  if (!Array.isArray(content)) return '';
  return content
    .map((part: unknown) => (isObject(part) ? stringAt(part, 'text') || stringAt(part, 'transcript') : ''))
    .join(' ')
    .trim();
};

/** The shape was checked when the item came in, or is the simulator's own. */
const isItem = (wire: unknown): wire is Item => isObject(wire) && wire['type'] !== undefined;

/** What the responder is told. */
export const responderTurn = (request: ResponseRequest, index: number): ResponderTurn => {
  const wires = request.context.map((item) => item.wire);
  const items = wires.filter(isItem);
  const tools: readonly OfferedTool[] = request.tools;
  const user = request.context[wires.map((wire) => wire['role']).lastIndexOf('user')];
  return {
    transcript: user ? textOf(user) : '',
    functionOutputs: functionOutputs(items),
    items,
    instructions: request.instructions,
    tools,
    toolChoice: request.toolChoice,
    modality: request.modality,
    metadata: request.metadata,
    outOfBand: request.outOfBand,
    index,
  };
};
