import type { Item } from '@rx-realtime/codecs';
import type { FunctionOutput, OfferedTool, ResponderTurn } from '../script/responder.ts';
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
  const after = wires.slice(wires.map((wire) => wire['type']).lastIndexOf('message') + 1);
  const nameOf = (callId: string): string =>
    stringAt(
      wires.find((wire) => wire['type'] === 'function_call' && wire['call_id'] === callId) ?? {},
      'name',
    );
  const functionOutputs: readonly FunctionOutput[] = after
    .filter((wire) => wire['type'] === 'function_call_output')
    .map((wire) => ({
      callId: stringAt(wire, 'call_id'),
      name: nameOf(stringAt(wire, 'call_id')),
      output: stringAt(wire, 'output'),
    }));
  const tools: readonly OfferedTool[] = request.tools;
  const user = request.context[wires.map((wire) => wire['role']).lastIndexOf('user')];
  return {
    transcript: user ? textOf(user) : '',
    functionOutputs,
    items: wires.filter(isItem),
    instructions: request.instructions,
    tools,
    toolChoice: request.toolChoice,
    modality: request.modality,
    metadata: request.metadata,
    outOfBand: request.outOfBand,
    index,
  };
};
