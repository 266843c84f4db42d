import * as t from 'io-ts';
import { durableSocket, realtimeSession, tool } from 'rx-realtime';
import type { Assistant } from 'rx-realtime';
import { microphone, speaker } from 'rx-realtime/browser';

/** A client secret of the token server, fresh for each connection. */
const secret = async (): Promise<string> => (await fetch('/realtime-secret', { method: 'POST' })).text();

/** Where the page says that the service is; OpenAI where it does not say. */
const address = (): { readonly url?: string } => {
  const url = document.querySelector<HTMLMetaElement>('meta[name=realtime-url]')?.content;
  return url ? { url } : {};
};

/** The assistant of the pages, which no framework knows; `connect` it in a click: until then browsers play nothing. */
export const pizzeria = (): Assistant =>
  realtimeSession({
    socket: (session) => durableSocket({ ...address(), apiKey: secret, session }),
    instructions: 'You help callers of a pizzeria. Be brief.',
    session: { audio: { input: { transcription: { model: 'gpt-4o-mini-transcribe' } } } },
    ears: microphone(),
    mouth: speaker(),
    tools: [
      tool({
        name: 'get_menu',
        description: 'The menu of today.',
        parameters: t.type({}),
        run: () => ['margherita', 'marinara'],
      }),
    ],
  });
