// A conversation in writing with the server of the last argument, with its API key.
import { collectText, realtimeSocket, responseCreate, responses } from 'rx-realtime';
import { firstValueFrom, share } from 'rxjs';

export const talk = async (url) => {
  const socket = realtimeSocket({
    url,
    model: 'gpt-realtime-2.1',
    apiKey: 'sk-server',
    session: { output_modalities: ['text'] },
  });
  const text = firstValueFrom(socket.pipe(share(), responses(), collectText()));
  socket.next(responseCreate());
  return text;
};

const url = globalThis.process?.argv?.at(-1);
if (url?.startsWith('ws:')) console.log(await talk(url));
