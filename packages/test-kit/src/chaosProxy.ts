import { createServer, connect } from 'node:net';
import type { Socket } from 'node:net';

/** A TCP proxy on loopback whose links a spec can break in the ways in which networks break. */
export interface ChaosProxy {
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Nothing passes any more, in either direction or in one; the sockets stay open. */
  freeze(direction?: 'both' | 'up' | 'down'): void;
  /** What was frozen flows again. */
  thaw(): void;
  /** RST to both ends. */
  reset(): void;
  /** FIN to both ends, without a WebSocket close frame. */
  finish(): void;
  /** Resets the link after this many more bytes to the client, wherever in a frame that is. */
  cutAfter(bytes: number): void;
  /** Passes one byte at a time. */
  dribble(on: boolean): void;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
}

/** Starts a proxy in front of `port` on 127.0.0.1. */
export async function startChaosProxy({ port }: { readonly port: number }): Promise<ChaosProxy> {
  const links = new Set<Link>();
  let accepted = 0;
  let frozen: 'none' | 'both' | 'up' | 'down' = 'none';
  let bytesLeft = Infinity;
  let dribbling = false;

  const reset = () =>
    links.forEach(({ client, server }) => [client, server].forEach((socket) => socket.resetAndDestroy()));
  const pass = (from: Socket, to: Socket, direction: 'up' | 'down') => {
    from.on('data', (chunk: Buffer) => {
      if (frozen === 'both' || frozen === direction) return;
      const allowed = direction === 'down' ? chunk.subarray(0, bytesLeft) : chunk;
      if (direction === 'down') bytesLeft -= allowed.length;
      for (const part of dribbling ? Array.from(allowed, (byte) => Buffer.of(byte)) : [allowed])
        to.write(part);
      if (bytesLeft <= 0) setImmediate(reset);
    });
    from.on('end', () => frozen === 'none' && to.end());
    from.on('error', () => undefined);
  };

  const listener = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    accepted += 1;
    const link = { client, server: connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true }) };
    links.add(link);
    pass(client, link.server, 'up');
    pass(link.server, client, 'down');
    for (const socket of [client, link.server]) {
      socket.on('close', () => {
        links.delete(link);
        if (frozen === 'none') [client, link.server].forEach((other) => other.destroy());
      });
    }
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();

  return {
    port: typeof address === 'object' && address ? address.port : 0,
    get accepted() {
      return accepted;
    },
    freeze: (direction = 'both') => (frozen = direction),
    thaw: () => (frozen = 'none'),
    reset,
    finish: () => links.forEach(({ client, server }) => [client, server].forEach((socket) => socket.end())),
    cutAfter: (bytes) => (bytesLeft = bytes),
    dribble: (on) => (dribbling = on),
    close: () =>
      new Promise((resolve) => {
        frozen = 'none';
        links.forEach(({ client, server }) => [client, server].forEach((socket) => socket.destroy()));
        listener.close(() => resolve());
      }),
  };
}
