import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';

/** What a client asked for when it upgraded to a WebSocket. */
interface UpgradeRequest {
  readonly path: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** A port in front of a server that writes down what clients ask for, byte for byte as it came. */
export interface UpgradeLog {
  readonly port: number;
  readonly requests: readonly UpgradeRequest[];
  readonly close: () => Promise<void>;
}

const requestIn = (head: string): UpgradeRequest => {
  const [requestLine = '', ...lines] = head.split('\r\n');
  return {
    path: requestLine.split(' ')[1] ?? '',
    headers: new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      }),
    ),
  };
};

export const startUpgradeLog = async (targetPort: number): Promise<UpgradeLog> => {
  const requests: UpgradeRequest[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined); // the close that follows says all
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
    let head = '';
    client.on('data', (chunk) => {
      if (head.includes('\r\n\r\n')) return;
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end >= 0) requests.push(requestIn(head.slice(0, end)));
    });
    client.pipe(target).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
