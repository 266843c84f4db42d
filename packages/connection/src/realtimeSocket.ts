import { connectionOf } from './internal/connectionOf.ts';
import { socketOf } from './socketOf.ts';
import type { RealtimeSocket } from './socketOf.ts';
import type { RealtimeSocketConfig } from './connectionConfig.ts';

/**
 * Opens the Realtime API as a `WebSocketSubject`.
 *
 * Subscribing opens one WebSocket, shared by all subscribers; the last one to leave closes it. `next` takes client
 * events, also before the connection is there: they wait in bounded lanes until the server has said `session.created`.
 *
 * ```
 * next:      --a--b-------------c-----|
 * socket:    ^--S--a'--b'--a''-----c'--|     S = session.created, which lets a and b go
 * ```
 *
 * - **Value**: every frame of the server, decoded once. What does not decode is emitted as `unknown` and on `drift$`;
 *   it never ends the stream.
 * - **Completion**: a close of our own, or the server's 1000.
 * - **Error**: every other end, as one {@link RealtimeError} with its reason, code and whether a retry helps.
 * - **Unsubscription**: the last one closes with 1000 and destroys the socket after `closeTimeoutMs` at the latest.
 * - **Re-subscription**: opens a new socket (and session) with the next generation number, after the one before has ended.
 * - **`complete()`** closes the connection, as on every `WebSocketSubject`: subscribe a source that ends with
 *   `source$.subscribe((event) => socket.next(event))`.
 * - **Memory**: the lanes, within `maxControlBytes` and `maxAudioMs`.
 *
 * @param config where to connect and with what; with `OPENAI_API_KEY` set, `{ model: 'gpt-realtime-2.1' }` is enough
 *
 * @example
 * import { realtimeSocket } from '@rx-realtime/connection';
 * import { createSimulator } from '@rx-realtime/simulator';
 * import { firstValueFrom } from 'rxjs';
 *
 * const socket = realtimeSocket({ url: 'ws://simulator', model: 'gpt-realtime-2.1', WebSocketCtor: createSimulator().WebSocket });
 * const first = await firstValueFrom(socket);
 * console.log(first.type); // prints: session.created
 *
 * @see https://platform.openai.com/docs/guides/realtime-websocket
 */
export function realtimeSocket(config: RealtimeSocketConfig = {}): RealtimeSocket {
  return socketOf(connectionOf(config));
}
