import type { FunctionCallOutputItem } from '../resources/functionCallItem.ts';

/**
 * What a function returned.
 *
 * @param callId the `call_id` of the call
 * @param output free text; JSON is usual
 */
export function functionCallOutput(callId: string, output: string): FunctionCallOutputItem {
  return { type: 'function_call_output', call_id: callId, output };
}
