import type { Item } from '@rx-realtime/codecs';
import type { FunctionOutput } from './responder.ts';

/** What functions returned since the last message, each with the name of the function that was called. */
export const functionOutputs = (items: readonly Item[]): readonly FunctionOutput[] => {
  const nameOf = (callId: string): string => {
    const called = items.find((item) => item.type === 'function_call' && item.call_id === callId);
    return called?.type === 'function_call' ? called.name : '';
  };
  return items
    .slice(items.map(({ type }) => type).lastIndexOf('message') + 1)
    .flatMap((item) =>
      item.type === 'function_call_output'
        ? [{ callId: item.call_id, name: nameOf(item.call_id), output: item.output }]
        : [],
    );
};
