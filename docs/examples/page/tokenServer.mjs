// A server for the pages: node tokenServer.mjs <folder of the built page>, with OPENAI_API_KEY set. It gives a page client secrets
// instead of the key; put it behind your own login.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mintClientSecret } from 'rx-realtime/server';
import { firstValueFrom } from 'rxjs';

const types = { '.html': 'text/html', '.js': 'text/javascript' };

/**
 * Listens on this machine; resolves to the server and to where it is.
 *
 * @param folder with `index.html`
 * @param apiKey of yours; it never leaves this process but for the service
 * @param url of the service, where it is not OpenAI: the page is told, and may connect there
 */
export const tokenServer = async ({ folder, apiKey, url, port = 0 }) => {
  const policy = `default-src 'self'; connect-src 'self' ${url ? new URL(url).origin : 'wss://api.openai.com'}`;
  const request = {
    session: { type: 'realtime', model: 'gpt-realtime-2.1' },
    expires_after: { anchor: 'created_at', seconds: 60 },
  };
  const answer = async (method, pathname, response) => {
    if (pathname === '/realtime-secret' && method === 'POST') {
      const { value } = await firstValueFrom(mintClientSecret({ apiKey, request, ...(url ? { url } : {}) }));
      return response
        .writeHead(200, { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
        .end(value);
    }
    if (pathname === '/') {
      const page = readFileSync(join(folder, 'index.html'), 'utf8');
      const told = page.replace(
        'name="realtime-url" content=""',
        `name="realtime-url" content="${url ?? ''}"`,
      );
      return response.writeHead(200, { 'Content-Type': 'text/html' }).end(told);
    }
    const path = join(folder, pathname); // a URL's path has no `..` that could lead out of the folder
    if (!existsSync(path)) return response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' });
    return createReadStream(path).pipe(response);
  };
  const server = createServer(({ method, url: asked }, response) => {
    response.setHeader('Content-Security-Policy', policy);
    answer(method, new URL(asked, 'http://page').pathname, response).catch((error) => {
      response.writeHead(502).end();
      console.error(error.message);
    });
  });
  await new Promise((listening) => server.listen(port, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { url } = await tokenServer({
    folder: process.argv[2] ?? 'dist',
    apiKey: process.env.OPENAI_API_KEY,
    port: 8080,
  });
  console.log(url);
}
