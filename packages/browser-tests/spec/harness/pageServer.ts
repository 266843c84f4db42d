import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a strict application would send: no eval, no inline scripts or styles, no blob: or data: URLs. */
const contentSecurityPolicy =
  "default-src 'self'; connect-src 'self' ws://127.0.0.1:*; script-src 'self' 'wasm-unsafe-eval'";

/** A file that is served, or what a POST is answered with. */
type Route = Uint8Array | string | (() => Promise<string>);

export interface PageServer {
  readonly origin: string;
  /** Paths that were asked for and are not there. */
  readonly missing: readonly string[];
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  wav: 'audio/wav',
  woff2: 'font/woff2',
};

/** Serves `routes`, a path and what is there, on loopback under the strict policy, or another one. */
export const startPageServer = async (
  entries: Iterable<readonly [string, Route]>,
  policy = contentSecurityPolicy,
): Promise<PageServer> => {
  const routes = new Map(entries);
  const missing: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const pathname = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const route = routes.get(pathname);
    response.setHeader('Content-Security-Policy', policy);
    if (route === undefined) {
      missing.push(pathname);
      response.writeHead(404).end();
      return;
    }
    const body = typeof route === 'function' ? await route() : route;
    const extension = pathname === '/' ? 'html' : (pathname.split('.').at(-1) ?? '');
    response.writeHead(200, { 'Content-Type': types[extension] ?? 'text/plain' }).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    missing,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** A page that only loads a script. */
export const pageOf = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>${script}</title><script type="module" src="${script}"></script>`;

/** What browsers ask for without being told. */
export const icon: readonly [string, Route] = ['/favicon.ico', '<svg xmlns="http://www.w3.org/2000/svg"/>'];
