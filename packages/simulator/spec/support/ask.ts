import { createConnection } from 'node:net';

/** How the server answered a request: the status of its answer, or `closed` when it hung up without one. */
export type Answer = number | 'closed';

export interface AskConfig {
  /**
   * Says with the last byte that no more will come, so that the server need not wait for the rest of half a request.
   * @defaultValue false
   */
  readonly isAll?: boolean;
}

/** Sends bytes over a TCP connection of their own, and leaves when they are answered. */
export const ask = (
  port: number,
  request: string | Uint8Array,
  { isAll = false }: AskConfig = {},
): Promise<Answer> =>
  new Promise((resolve) => {
    const bytes = typeof request === 'string' ? Buffer.from(request, 'latin1') : request;
    const socket = createConnection(port, '127.0.0.1', () => {
      if (isAll) socket.end(bytes);
      else socket.write(bytes);
    });
    let head = '';
    socket.on('data', (chunk: Buffer) => {
      head += head.length < 64 ? chunk.toString('latin1') : '';
      const status = /^HTTP\/1\.1 (\d{3})/.exec(head)?.[1];
      if (status === undefined) return;
      resolve(Number(status));
      socket.destroy();
    });
    // The server may cut the line before all is written.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve('closed'));
  });
