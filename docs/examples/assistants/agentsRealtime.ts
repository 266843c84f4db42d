import { RealtimeAgent, RealtimeSession, tool } from '@openai/agents-realtime';
import type { RealtimeItem } from '@openai/agents-realtime';
import { z } from 'zod';
import type { RunningAssistant, Surroundings } from './surroundings.ts';

/** The assistant of the README with `@openai/agents-realtime`. */
export const agentsRealtime = ({ url, ears, mouth, getTime, getWeather }: Surroundings): RunningAssistant => {
  const parameters = z.object({ city: z.string() });
  const agent = new RealtimeAgent({
    name: 'Assistant',
    instructions: 'Be brief.',
    tools: [
      tool({
        name: 'get_time',
        description: 'The local time in a city.',
        parameters,
        execute: ({ city }) => getTime(city),
      }),
      tool({
        name: 'get_weather',
        description: 'The weather in a city.',
        parameters,
        execute: ({ city }) => getWeather(city),
      }),
    ],
  });
  const session = new RealtimeSession(agent, {
    transport: 'websocket',
    model: 'gpt-realtime-2.1',
    tracingDisabled: true,
  });
  session.on('audio', ({ data }) => mouth.write({ pcm: new Int16Array(data), sampleRateHz: 24_000 }));
  session.on('audio_interrupted', () => mouth.clear());
  session.on('error', () => undefined); // without a listener it is thrown
  let lines: readonly string[] = [];
  session.on('history_updated', (history) => {
    lines = history.flatMap((item) => lineOf(item) ?? []);
  });
  const connected = session.connect({ apiKey: 'sk-none', url: `${url}?model=gpt-realtime-2.1` }).then(() =>
    ears.subscribe(({ pcm }) => {
      session.sendAudio(new Int16Array(pcm).buffer);
    }),
  );
  return {
    lines: () => lines,
    ask: (text) => connected.then(() => session.sendMessage(text)),
    stop: () => {
      void connected.then((hearing) => hearing.unsubscribe());
      session.close();
    },
  };
};

const lineOf = (item: RealtimeItem): string | undefined => {
  if (item.type !== 'message') return undefined;
  const words = item.content.map((part) => ('text' in part ? part.text : (part.transcript ?? '')));
  return `${item.role}: ${words.join('')}`;
};
