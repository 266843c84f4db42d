import type { ClientEvent, ResponseCreateParams } from '@rx-realtime/codecs';
import type { FunctionCall } from '@rx-realtime/responses';
import type { ToolEvents } from '../toolEvents.ts';

/** OpenAI's own events: the output is an item, and the answer a response with its own choice of tools. */
export const realtimeToolEvents = (
  response:
    ResponseCreateParams | false | ((calls: readonly FunctionCall[]) => ResponseCreateParams | false) = {},
): ToolEvents<ClientEvent> => ({
  output: ({ callId }, output) => ({
    type: 'conversation.item.create',
    item: { type: 'function_call_output', call_id: callId, output },
  }),
  reply: (calls) => {
    const settings = typeof response === 'function' ? response(calls) : response;
    if (settings === false) return undefined;
    return { type: 'response.create', response: { tool_choice: 'auto', ...settings } };
  },
});
