import { call, say } from './reply.ts';
import type { Responder } from './responder.ts';

const asksForTime = /\b(what|tell|know|have)\b.*\btime\b|\btime is it\b/i;
const place = /\bin ([A-Z][\w-]*(?: [A-Z][\w-]*)*)/;

const spoken = (output: string): string => {
  try {
    const value: unknown = JSON.parse(output);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    if (typeof value === 'object' && value !== null) {
      const first: unknown = Object.values(value)[0];
      if (typeof first === 'string' || typeof first === 'number') return String(first);
    }
  } catch {
    // Not JSON: the output is the text itself.
  }
  return output;
};

/**
 * The default assistant: greets, repeats what it heard, and tells the time when the session offers a tool for it.
 *
 * Asked for the time while a function tool with "time" in its name is offered, it calls that function (with the place,
 * if one was named: `{"city":"Berlin"}`) and, once the output has come back, says "It is …". It calls nothing when
 * `tool_choice` is `none`.
 *
 * @example
 * import { greetAndEcho } from '@rx-realtime/simulator';
 *
 * const turn = { transcript: '', functionOutputs: [], items: [], instructions: '', tools: [], index: 0 };
 * const replies = greetAndEcho()({ ...turn, toolChoice: 'auto', modality: 'audio', metadata: null, outOfBand: false });
 * console.log(replies); // prints: [ { _tag: 'Say', text: 'Hello! How can I help you?' } ]
 */
export function greetAndEcho(): Responder {
  return ({ transcript, functionOutputs, tools, toolChoice }) => {
    const output = functionOutputs.at(-1);
    if (output) return [say(`It is ${spoken(output.output)}.`)];
    const clock = tools.find((tool) => tool.type === 'function' && /time/i.test(tool.name ?? ''));
    if (clock?.name !== undefined && toolChoice !== 'none' && asksForTime.test(transcript)) {
      const city = place.exec(transcript)?.[1];
      return [call(clock.name, city === undefined ? {} : { city })];
    }
    if (transcript.trim() === '') return [say('Hello! How can I help you?')];
    return [say(`You said: ${transcript}`)];
  };
}
