import type { RehearsedEvent, ToolRun } from '../rehearsal.ts';
import { fieldsAt, textAt } from './fields.ts';

/** The calls of the model and what was answered, of all that crossed the lines. */
export const toolRuns = (events: readonly RehearsedEvent[]): readonly ToolRun[] => {
  const outputs = new Map<string, string[]>();
  const runs: ToolRun[] = [];
  for (const { event, timeMs, from } of events) {
    const item = fieldsAt(event, 'item');
    const callId = textAt(item, 'call_id');
    if (
      from === 'server' &&
      event['type'] === 'response.output_item.done' &&
      item['type'] === 'function_call'
    ) {
      const own: string[] = [];
      outputs.set(callId, own);
      runs.push({
        atMs: timeMs,
        callId,
        name: textAt(item, 'name'),
        arguments: textAt(item, 'arguments'),
        outputs: own,
      });
    }
    if (from === 'client' && item['type'] === 'function_call_output')
      outputs.get(callId)?.push(textAt(item, 'output'));
  }
  return runs;
};
