import { WebSocket } from 'ws';
import type { RealtimeWebSocketOptions } from '../../realtimeWebSocket.ts';

/** Node sends the credential as a header. */
export const carrier: 'headers' | 'subprotocols' = 'headers';

/**
 * `ws` with what this protocol needs: headers, no redirects (they would carry the key along), no compression (base64
 * audio does not compress, and a compressed bomb does), a bounded frame.
 */
export class PlatformWebSocket extends WebSocket {
  constructor(url: string, protocols: string[] = [], options?: RealtimeWebSocketOptions) {
    super(url, protocols, { ...options, followRedirects: false, perMessageDeflate: false });
  }
}

/** The key of the environment, where there is one. */
export const environmentKey = (): string | undefined => process.env['OPENAI_API_KEY'];
export { causeCodeOf, listenClosely } from './listenClosely.ts';
export { heartbeatOf } from './heartbeatOf.ts';
