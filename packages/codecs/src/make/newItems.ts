/** Short ways to write the items that a client sends. */
import { base64FromBytes } from '../sound/base64.ts';
import type { FunctionCallOutputItem } from '../resources/functionCallItem.ts';
import type { McpApprovalResponseItem } from '../resources/mcpItem.ts';
import type {
  AssistantMessageItem,
  SystemMessageItem,
  UserContent,
  UserMessageItem,
} from '../resources/messageItem.ts';
import { base64FromPcm16 } from '../sound/pcm16.ts';
import { randomId } from './randomId.ts';

/** Sound to send: 16-bit samples, bytes in the session's input format (G.711, say), or the base64 of either. */
export type AudioInput = Int16Array | Uint8Array | string;

/** Base64 of sound. */
export function base64FromAudio(audio: AudioInput): string {
  if (typeof audio === 'string') return audio;
  return audio instanceof Int16Array ? base64FromPcm16(audio) : base64FromBytes(audio);
}

/**
 * A user's message from its parts.
 *
 * @example
 * import { userMessage } from '@rx-realtime/codecs';
 *
 * const item = userMessage({ type: 'input_text', text: 'What is this?' }, { type: 'input_image', image_url: 'data:image/png;base64,' });
 * console.log(item.content.length); // 2
 */
export function userMessage(...content: readonly UserContent[]): UserMessageItem {
  return { type: 'message', role: 'user', content };
}

/**
 * A user's message in writing.
 *
 * @example
 * import { conversationItemCreate, userText } from '@rx-realtime/codecs';
 *
 * console.log(conversationItemCreate(userText('Hello.')).type); // conversation.item.create
 */
export function userText(text: string): UserMessageItem {
  return userMessage({ type: 'input_text', text });
}

/** A user's message in sound, in the session's input format. */
export function userAudio(audio: AudioInput): UserMessageItem {
  return userMessage({ type: 'input_audio', audio: base64FromAudio(audio) });
}

/**
 * A picture from the user.
 *
 * @param imageUrl a `data:` URI, PNG or JPEG
 * @param detail how closely the model looks; default auto
 */
export function userImage(imageUrl: string, detail?: UserContent['detail']): UserMessageItem {
  return userMessage({ type: 'input_image', image_url: imageUrl, ...(detail && { detail }) });
}

/** Instructions added in the middle of a conversation. */
export function systemText(text: string): SystemMessageItem {
  return { type: 'message', role: 'system', content: [{ type: 'input_text', text }] };
}

/** Something the model is to believe it said. */
export function assistantText(text: string): AssistantMessageItem {
  return { type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] };
}

/**
 * What a function returned.
 *
 * @param callId the `call_id` of the call
 * @param output free text; JSON is usual
 */
export function functionCallOutput(callId: string, output: string): FunctionCallOutputItem {
  return { type: 'function_call_output', call_id: callId, output };
}

/**
 * Allows or refuses a call to an MCP tool.
 *
 * @param approvalRequestId the `id` of the `mcp_approval_request` item
 * @param approve whether the call may be made
 * @param reason why
 */
export function mcpApprovalResponse(
  approvalRequestId: string,
  approve: boolean,
  reason?: string,
): McpApprovalResponseItem {
  const id = randomId('item_');
  return {
    type: 'mcp_approval_response',
    id,
    approval_request_id: approvalRequestId,
    approve,
    ...(reason !== undefined && { reason }),
  };
}
