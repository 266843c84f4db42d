import * as t from 'io-ts';
import { durableSocket, realtimeSession, tool } from 'rx-realtime';
import type { RunningAssistant, Surroundings } from './surroundings.ts';

/** The assistant of the README. */
export const rxRealtime = ({ url, ears, mouth, getTime, getWeather }: Surroundings): RunningAssistant => {
  const parameters = t.type({ city: t.string });
  const assistant = realtimeSession({
    socket: (session) => durableSocket({ url, model: 'gpt-realtime-2.1', session }),
    instructions: 'Be brief.',
    session: { audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } } },
    ears,
    mouth,
    tools: [
      tool({
        name: 'get_time',
        description: 'The local time in a city.',
        parameters,
        run: ({ city }) => getTime(city),
      }),
      tool({
        name: 'get_weather',
        description: 'The weather in a city.',
        parameters,
        run: ({ city }) => getWeather(city),
      }),
    ],
  });
  let lines: readonly string[] = [];
  assistant.captions$.subscribe((captions) => {
    lines = captions.map(({ who, heard }) => `${who}: ${heard}`);
  });
  const connected = assistant.connect();
  return {
    lines: () => lines,
    ask: async (text) => void assistant.ask(text),
    stop: () => connected.unsubscribe(),
  };
};
