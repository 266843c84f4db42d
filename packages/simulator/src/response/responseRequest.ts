import type { ToolChoice } from '@rx-realtime/codecs';
import type { Conversation } from '../state/conversation.ts';
import type { StoredItem } from '../state/storedItem.ts';
import { itemSound, withoutSound } from '../state/itemSound.ts';
import { refusal } from '../shapes/refusal.ts';
import type { Refusal } from '../shapes/refusal.ts';
import { isObject } from '../shapes/jsonObject.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { AudioFormatState, ToolState } from '../state/sessionState.ts';
import { cannotChangeVoice, voiceOf } from '../state/sessionVoice.ts';
import type { SessionVoice } from '../state/sessionVoice.ts';
import { stringAt } from '../internal/stringAt.ts';

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

const contextOf = (conversation: Conversation, input: unknown): readonly StoredItem[] | Refusal => {
  if (!Array.isArray(input)) return conversation.items.all();
  const context: StoredItem[] = [];
  for (const [index, given] of input.entries()) {
    const wire: JsonObject = isObject(given) ? given : {};
    const id = stringAt(wire, 'id');
    if (wire['type'] !== 'item_reference') {
      const { audioMs } = itemSound(wire, conversation.session.audio.input.format);
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
