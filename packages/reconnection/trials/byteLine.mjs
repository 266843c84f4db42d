// A line in memory whose bytes are those of WebSocket, written and read by `ws` itself, so that it can be cut at any of them.
import { Buffer } from 'node:buffer';
import { Receiver, Sender } from 'ws';

/** What a handshake takes: a request with its headers, and the answer to it. */
const handshakeBytes = { client: 250, server: 129 };

const bytesOf = (text, mask) =>
  Buffer.concat(
    Sender.frame(Buffer.from(text), {
      fin: true,
      opcode: 1,
      rsv1: false,
      mask,
      readOnly: true,
      maskBuffer: Buffer.alloc(4, 7),
      generateMask: () => undefined,
    }),
  );

/** One direction: what is written arrives as frames, as far as it gets. */
const direction = ({ isServer, firstBytes, cutAt, arrived, cut }) => {
  const receiver = new Receiver({ isServer });
  receiver.on('message', (data) => arrived(data.toString()));
  const passed = { bytes: firstBytes, frames: [firstBytes] };
  return {
    passed,
    write: (text) => {
      const bytes = bytesOf(text, isServer);
      const left = cutAt - passed.bytes;
      if (left < 0) return;
      passed.bytes += bytes.length;
      passed.frames.push(passed.bytes);
      receiver.write(left < bytes.length ? bytes.subarray(0, left) : bytes);
      if (left < bytes.length) cut();
    },
  };
};

export const byteLine = (Inner, { from, at }, told) => {
  let connections = 0;
  return class {
    onopen = null;
    onmessage = null;
    onclose = null;
    onerror = null;
    #inner;
    #up;

    constructor(...address) {
      connections += 1;
      const inner = new Inner(...address);
      this.#inner = inner;
      const cut = () => inner.terminate();
      const cutAtOf = (side) => (connections === 1 && side === from ? at : Infinity);
      const up = direction({
        isServer: true,
        firstBytes: handshakeBytes.client,
        cutAt: cutAtOf('client'),
        arrived: (text) => inner.send(text),
        cut,
      });
      const down = direction({
        isServer: false,
        firstBytes: handshakeBytes.server,
        cutAt: cutAtOf('server'),
        arrived: (data) => this.onmessage?.({ data }),
        cut,
      });
      this.#up = up;
      if (connections === 1) told?.({ client: up.passed, server: down.passed });
      inner.onopen = (event) => {
        if (cutAtOf('client') < handshakeBytes.client || cutAtOf('server') < handshakeBytes.server)
          return cut();
        return this.onopen?.(event);
      };
      inner.onmessage = ({ data }) => down.write(data);
      inner.onerror = (event) => this.onerror?.(event);
      inner.onclose = (event) => this.onclose?.(event);
    }

    get readyState() {
      return this.#inner.readyState;
    }
    get bufferedAmount() {
      return this.#inner.bufferedAmount;
    }
    set binaryType(type) {
      this.#inner.binaryType = type;
    }
    on(...listening) {
      this.#inner.on(...listening);
    }
    send(text) {
      this.#up.write(text);
    }
    ping() {
      this.#inner.ping();
    }
    close(...why) {
      this.#inner.close(...why);
    }
    terminate() {
      this.#inner.terminate();
    }
  };
};
