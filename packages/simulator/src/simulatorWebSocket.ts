/** Headers as `ws` takes them, third argument of its constructor; a browser's WebSocket has no such argument. */
export interface SimulatorWebSocketOptions {
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a refused upgrade, with as much of Node's IncomingMessage as users of `ws` read. */
export interface SimulatorUpgradeResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end' | 'error', listener: () => void): void;
}

/** Learns of a refused upgrade, as a listener to `unexpected-response` of `ws` does; destroying the request closes the socket. */
export type RefusedUpgradeListener = (
  request: { destroy(): void },
  response: SimulatorUpgradeResponse,
) => void;

/** A browser's WebSocket, and what `ws` adds to it for heartbeats and refused upgrades. */
export interface SimulatorWebSocket extends WebSocket {
  /** Asks the other end for a pong. */
  ping(): void;
  /** Ends the connection without waiting for the other end. */
  terminate(): void;
  /** Listens to what a browser's WebSocket does not tell. `upgrade` is taken for the sake of `ws` and never comes. */
  on(event: 'pong' | 'upgrade', listener: () => void): void;
  on(event: 'unexpected-response', listener: RefusedUpgradeListener): void;
}

/** Constructs WebSockets like a browser's; takes the headers of `ws` as a third argument. */
export type SimulatorWebSocketConstructor = new (
  url: string | URL,
  protocols?: string | string[],
  options?: SimulatorWebSocketOptions,
) => SimulatorWebSocket;
