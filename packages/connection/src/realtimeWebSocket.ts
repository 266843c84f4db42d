/** What the library asks of a WebSocket constructor beyond the standard's two arguments. */
export interface RealtimeWebSocketOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly handshakeTimeout: number;
  readonly maxPayload: number;
}

/**
 * A WebSocket as this library uses it: the browser's interface, and what `ws` adds to it. The additions are optional;
 * without `ping` there is no heartbeat, without `terminate` a dead peer is abandoned instead of destroyed.
 */
export interface RealtimeWebSocket {
  readonly readyState: number;
  /** Bytes that have not been sent yet; Cloudflare Workers do not tell. @defaultValue 0 bytes */
  readonly bufferedAmount?: number;
  binaryType: string;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
  ping?(): void;
  terminate?(): void;
  pause?(): void;
  resume?(): void;
}

/** `WebSocket` of a browser, of `ws`, of the simulator, or anything alike. */
export type RealtimeWebSocketConstructor = new (
  url: string,
  protocols?: string[],
  options?: RealtimeWebSocketOptions,
) => RealtimeWebSocket;
