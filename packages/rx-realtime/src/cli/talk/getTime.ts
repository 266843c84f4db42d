import { describe, tool } from '@rx-realtime/session';
import type { RealtimeTool } from '@rx-realtime/session';
import * as t from 'io-ts';
import type { Observer } from 'rxjs';
import type { TalkEvent } from './talkEvent.ts';

/** The arguments of the `get_time` tool, as the model gives them. */
const GetTimeArguments = t.readonly(
  t.partial({ city: describe(t.string, 'A large city, such as London or New York') }),
  'GetTimeArguments',
);
interface GetTimeArguments extends t.TypeOf<typeof GetTimeArguments> {}

/** The tool that `talk` offers to the model; `observer` hears of each call and its result. */
export const getTimeTool = (observer: Pick<Observer<TalkEvent>, 'next'>): RealtimeTool =>
  tool({
    name: 'get_time',
    description: 'The current local time, in a city if one is given.',
    parameters: GetTimeArguments,
    run: (args, { name }) => {
      observer.next({ type: 'tool_call', name, arguments: args });
      const output = getTime(args);
      observer.next({ type: 'tool_result', output: JSON.stringify(output) });
      return output;
    },
  });

/** The local time in a city, as people say it. Cities are those that name a time zone of the IANA database. */
export function getTime({ city }: GetTimeArguments, now = new Date()): { time: string } | { error: string } {
  const place = city?.trim().toLowerCase().replaceAll(' ', '_');
  const timeZone =
    place && Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(`/${place}`));
  if (place && !timeZone) return { error: `no time zone is named after ${city}` };
  const time = now.toLocaleTimeString('en-US', {
    hour: 'numeric',
    minute: '2-digit',
    ...(timeZone && { timeZone }),
  });
  // Intl puts a narrow no-break space before AM and PM, which voices stumble over.
  return { time: `${time.replace('\u202f', ' ')}${timeZone ? ` in ${city}` : ''}` };
}
