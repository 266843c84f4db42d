import type { SimulatorFetch } from '../simulatorFetch.ts';
import type { Host } from './host.ts';

export const memoryFetch =
  ({ rest }: Host): SimulatorFetch =>
  async (input, init) => {
    const target = input instanceof Request ? input : new URL(input, 'http://simulator');
    const request = new Request(target, init);
    request.signal.throwIfAborted();
    const { status, body } = rest({
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
      body: await request.text(),
    });
    return body === undefined ? new Response(null, { status }) : Response.json(body, { status });
  };
