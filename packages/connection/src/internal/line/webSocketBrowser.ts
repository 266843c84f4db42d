/** A browser cannot send headers: the credential travels as a subprotocol. */
export const carrier: 'headers' | 'subprotocols' = 'subprotocols';

/** The browser's own WebSocket. */
export class PlatformWebSocket extends globalThis.WebSocket {
  constructor(url: string, protocols: string[] = []) {
    super(url, protocols);
  }
}

/** A browser has no environment to read a key from. */
export const environmentKey = (): string | undefined => undefined;

/** A browser tells nothing more than messages and the close, and cannot ping: see `webSocketNode.ts`. */
export const listenClosely = () => (): undefined => undefined;
export const causeCodeOf = (): undefined => undefined;
export const heartbeatOf = (): undefined => undefined;
