import type { Item, ToolChoice } from '@rx-realtime/codecs';
import type { FunctionOutput, OfferedTool, ResponderTurn } from '../script/responder.ts';
import type { Conversation } from '../state/conversation.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { soundOf, withoutSound } from '../state/itemSound.ts';
import { refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { isObject } from '../shapes/shape.ts';
import type { JsonObject } from '../shapes/shape.ts';
import type { AudioFormatState, ToolState } from '../state/sessionState.ts';
import { cannotChangeVoice, voiceOf } from '../state/voiceRule.ts';
import type { SessionVoice } from '../state/voiceRule.ts';

/** A response that was asked for: the session's configuration with the overrides of `response.create`. */
export interface ResponseRequest {
  readonly outOfBand: boolean;
  readonly modality: 'audio' | 'text';
  readonly instructions: string;
  readonly tools: readonly ToolState[];
  readonly toolChoice: ToolChoice;
  readonly format: AudioFormatState;
  readonly voice: SessionVoice;
  readonly maxOutputTokens: number | 'inf';
  readonly metadata: JsonObject | null;
  readonly context: readonly StoredItem[];
}

const stringAt = (value: JsonObject, key: string): string => {
  const found = value[key];
  return typeof found === 'string' ? found : '';
};

const contextOf = (conversation: Conversation, input: unknown): readonly StoredItem[] | Refusal => {
  if (!Array.isArray(input)) return conversation.items.all();
  const context: StoredItem[] = [];
  for (const [index, given] of input.entries()) {
    const wire: JsonObject = isObject(given) ? given : {};
    const id = stringAt(wire, 'id');
    if (wire['type'] !== 'item_reference') {
      const { audioMs } = soundOf(wire, conversation.session.audio.input.format);
      context.push({ id, wire: withoutSound(wire), audioMs, spoken: false });
      continue;
    }
    const item = conversation.items.get(id);
    if (!item) {
      return refusal('invalid_value', 'The referenced item does not exist.', `response.input[${index}].id`);
    }
    context.push(item);
  }
  return context;
};

const override = <T>(value: unknown, otherwise: T, is: (candidate: unknown) => candidate is T): T =>
  is(value) ? value : otherwise;
const isModalities = (value: unknown): value is readonly ('audio' | 'text')[] => Array.isArray(value);
const isTools = (value: unknown): value is readonly ToolState[] => Array.isArray(value);
const isToolChoice = (value: unknown): value is ToolChoice =>
  typeof value === 'string' || (isObject(value) && (value['type'] === 'function' || value['type'] === 'mcp'));
const isFormat = (value: unknown): value is AudioFormatState => isObject(value);
const isLimit = (value: unknown): value is number | 'inf' => value === 'inf' || typeof value === 'number';

/** Reads a checked `response.create`; the refusal, when it refers to items that are not there. */
export const responseRequest = (
  conversation: Conversation,
  params: JsonObject,
): ResponseRequest | { readonly refused: Refusal } => {
  const { session } = conversation;
  const context = contextOf(conversation, params['input']);
  if ('message' in context) return { refused: context };
  const audio =
    isObject(params['audio']) && isObject(params['audio']['output']) ? params['audio']['output'] : {};
  const voice = voiceOf(conversation, audio['voice']);
  if (voice === undefined) return { refused: cannotChangeVoice };
  const modalities = override(params['output_modalities'], session.output_modalities, isModalities);
  return {
    outOfBand: params['conversation'] === 'none',
    modality: modalities.includes('audio') ? 'audio' : 'text',
    instructions: typeof params['instructions'] === 'string' ? params['instructions'] : session.instructions,
    tools: override(params['tools'], session.tools, isTools),
    toolChoice: override(params['tool_choice'] ?? session.tool_choice, 'auto', isToolChoice),
    format: override(audio['format'], session.audio.output.format, isFormat),
    voice,
    maxOutputTokens: override(params['max_output_tokens'], session.max_output_tokens, isLimit),
    metadata: isObject(params['metadata']) ? params['metadata'] : null,
    context,
  };
};

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
  const lastMessage = wires.findIndex((_, at) => wires.slice(at).every((wire) => wire['type'] !== 'message'));
  const after = lastMessage < 0 ? [] : wires.slice(lastMessage);
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
  const user = request.context.filter((item) => item.wire['role'] === 'user').at(-1);
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
