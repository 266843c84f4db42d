// The same conversation in a Worker, which is asked for it with the server's address.
import { talk } from './talk.mjs';

export default {
  fetch: async (request) => {
    try {
      return new Response(await talk(new URL(request.url).searchParams.get('server')));
    } catch (error) {
      return new Response(`${error.code}: ${error.message}`, { status: 500 });
    }
  },
};
