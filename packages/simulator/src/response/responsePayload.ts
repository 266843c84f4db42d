import type { Conversation } from '../state/conversation.ts';
import type { ResponseRequest } from './responseRequest.ts';
import type { JsonObject } from '../shapes/jsonObject.ts';
import type { Ending } from './ending.ts';

const detailsOf = (ending: Ending): JsonObject | null => {
  if (ending.status === 'completed') return null;
  if (ending.status === 'failed') {
    const { type, code, message } = ending.error;
    return { type: 'failed', error: { type, code, message } };
  }
  return { type: ending.status, reason: ending.reason };
};

/** The `response` of `response.created` (without an ending) and of `response.done`. */
export const responsePayload = (
  conversation: Conversation,
  request: ResponseRequest,
  id: string,
  ended?: {
    readonly ending: Ending;
    readonly output: readonly JsonObject[];
    readonly usage: JsonObject | null;
  },
): JsonObject => ({
  object: 'realtime.response',
  id,
  status: ended?.ending.status ?? 'in_progress',
  status_details: ended ? detailsOf(ended.ending) : null,
  output: ended?.output ?? [],
  conversation_id: request.outOfBand ? null : conversation.id,
  output_modalities: [request.modality],
  max_output_tokens: request.maxOutputTokens,
  audio: { output: { format: request.format, voice: request.voice } },
  usage: ended?.usage ?? null,
  metadata: request.metadata,
});
