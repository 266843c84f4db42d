import { Buffer } from 'node:buffer';
import { connect } from 'node:net';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import type { RealtimeFunctionTool, ResponseDoneEvent } from 'openai/resources/realtime/realtime';
import type { RunningAssistant, Surroundings } from './surroundings.ts';

/** The assistant of the README with `openai`. */
export const openai = ({ url, ears, mouth, getTime, getWeather }: Surroundings): RunningAssistant => {
  const { host, hostname, port } = new URL(url);
  const realtime = new OpenAIRealtimeWS(
    {
      model: 'gpt-realtime-2.1',
      reconnect: true,
      maxQueueBytes: 1_000_000, // what is sent while the line is down
      // It knows no scheme but wss; this server on this machine speaks ws.
      options: { createConnection: () => connect({ host: hostname, port: Number(port) }) },
    },
    new OpenAI({ apiKey: 'sk-none', baseURL: `https://${host}/v1` }),
  );
  const run: Record<string, (city: string) => Promise<string>> = {
    get_time: getTime,
    get_weather: getWeather,
  };

  // The session, which is a new and empty one after each reconnection.
  const configure = (): void => {
    realtime.send({
      type: 'session.update',
      session: {
        type: 'realtime',
        instructions: 'Be brief.',
        audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } },
        tools: [
          functionOf('get_time', 'The local time in a city.'),
          functionOf('get_weather', 'The weather in a city.'),
        ],
      },
    });
  };
  realtime.once('session.created', configure);
  realtime.on('reconnected', () => {
    configure();
    realtime.flushPending();
  });
  realtime.on('error', () => undefined); // without a listener each is an unhandled rejection

  // The ears.
  const hearing = ears.subscribe(({ pcm }) => {
    const audio = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
    realtime.send({ type: 'input_audio_buffer.append', audio });
  });

  // The mouth: where each item begins in all that was given to the loudspeaker, and how much of that was heard.
  let [givenMs, playedMs] = [0, 0];
  let audible: { itemId: string; contentIndex: number; fromMs: number; untilMs: number }[] = [];
  const playing = mouth.played$.subscribe((ms) => (playedMs = ms));
  realtime.on('response.output_audio.delta', ({ delta, item_id, content_index }) => {
    const bytes = Buffer.from(delta, 'base64');
    const pcm = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    mouth.write({ pcm, sampleRateHz: 24_000 });
    const fromMs = givenMs;
    givenMs += pcm.length / 24;
    const item = audible.find(({ itemId }) => itemId === item_id);
    if (item) item.untilMs = givenMs;
    else audible.push({ itemId: item_id, contentIndex: content_index, fromMs, untilMs: givenMs });
  });
  realtime.on('input_audio_buffer.speech_started', () => {
    mouth.clear(); // the service cancels the response
    for (const { itemId, contentIndex, fromMs, untilMs } of audible) {
      if (playedMs >= untilMs) continue;
      const audio_end_ms = Math.max(0, Math.floor(playedMs - fromMs));
      realtime.send({
        type: 'conversation.item.truncate',
        item_id: itemId,
        content_index: contentIndex,
        audio_end_ms,
      });
    }
    audible = [];
    givenMs = playedMs;
  });

  // The hands: when all calls of a response have their results, one response.
  const answerCalls = async ({ response }: ResponseDoneEvent): Promise<void> => {
    const calls = (response.output ?? []).flatMap((item) => (item.type === 'function_call' ? [item] : []));
    if (calls.length === 0) return;
    const outputs = await Promise.all(
      calls.map(async ({ name, arguments: text }) => {
        try {
          const { city } = JSON.parse(text) as { city: string };
          return (await run[name]?.(city)) ?? `There is no ${name}.`;
        } catch {
          return 'It failed.';
        }
      }),
    );
    calls.forEach(({ call_id = '' }, index) =>
      realtime.send({
        type: 'conversation.item.create',
        item: { type: 'function_call_output', call_id, output: outputs[index] ?? '' },
      }),
    );
    realtime.send({ type: 'response.create' });
  };
  realtime.on('response.done', (event) => void answerCalls(event));

  // The captions, by item.
  const lines = new Map<string, string>();
  const add = (id: string, who: string, words: string) =>
    lines.set(id, (lines.get(id) ?? `${who}: `) + words);
  realtime.on('conversation.item.input_audio_transcription.completed', ({ item_id, transcript }) =>
    add(item_id, 'user', transcript),
  );
  realtime.on('response.output_audio_transcript.delta', ({ item_id, delta }) =>
    add(item_id, 'assistant', delta),
  );

  return {
    lines: () => [...lines.values()],
    ask: async (text) => {
      realtime.send({
        type: 'conversation.item.create',
        item: { type: 'message', role: 'user', content: [{ type: 'input_text', text }] },
      });
      realtime.send({ type: 'response.create' });
    },
    stop: () => {
      hearing.unsubscribe();
      playing.unsubscribe();
      realtime.close();
    },
  };
};

const functionOf = (name: string, description: string): RealtimeFunctionTool => ({
  type: 'function',
  name,
  description,
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
});
