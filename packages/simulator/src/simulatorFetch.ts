/**
 * A `fetch` whose other end is a simulator in the same program, whatever host the URL names.
 *
 * It answers the REST requests that belong to the Realtime API: client secrets (`POST /v1/realtime/client_secrets` and
 * `/v1/realtime/translations/client_secrets`) and the control of calls (`POST /v1/realtime/calls/{id}/accept`,
 * `reject`, `refer` and `hangup`). Anything else is 404.
 *
 * - **Answer**: a `Response` as of the platform's `fetch`, at once: no time of the simulator's scheduler passes.
 * - **Error**: rejects as `fetch` does for an invalid URL or `init`, and with the reason of an aborted `signal`.
 *
 * @example
 * import { createSimulator } from '@rx-realtime/simulator';
 *
 * const { fetch } = createSimulator({ apiKey: 'sk-1' });
 * const url = 'https://api.openai.com/v1/realtime/client_secrets';
 * const secret = await fetch(url, { method: 'POST', headers: { Authorization: 'Bearer sk-1' } });
 * console.log(secret.status, (await secret.json()).value.slice(0, 3)); // prints: 200 ek_
 * console.log((await fetch(url, { method: 'POST' })).status); // prints: 401
 */
export type SimulatorFetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
