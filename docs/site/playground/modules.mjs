// What an example of the playground can import, as one script for its frame: `globalThis.modules['rxjs']`. The simulator tells
// the page what happens on its lines, and lets it cut them.
import * as fpTs from 'fp-ts';
import * as ioTs from 'io-ts';
import * as rxRealtime from 'rx-realtime';
import * as codecs from 'rx-realtime/codecs';
import * as simulator from 'rx-realtime/simulator';
import * as usage from 'rx-realtime/usage';
import * as rxjs from 'rxjs';

const tell = (message) => globalThis.parent.postMessage(message, '*');
const open = new Set();

/** The simulator as it is, with an ear on every event and a hand on every line. */
const createSimulator = (config) => {
  const original = simulator.createSimulator(config);
  original.events$.subscribe(({ from, event }) => tell({ kind: 'event', from, event }));
  const HeldWebSocket = new Proxy(original.WebSocket, {
    construct: (WebSocket, args) => {
      const socket = new WebSocket(...args);
      open.add(socket);
      socket.addEventListener('close', ({ code }) => {
        open.delete(socket);
        tell({ kind: 'closed', code });
      });
      return socket;
    },
  });
  return { ...original, WebSocket: HeldWebSocket };
};

globalThis.addEventListener('message', ({ data }) => {
  if (data === 'cut') for (const socket of open) socket.terminate();
});
globalThis.addEventListener('error', ({ message }) => tell({ kind: 'error', text: message }));
globalThis.addEventListener('unhandledrejection', ({ reason }) =>
  tell({ kind: 'error', text: String(reason) }),
);

const shown = (value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
for (const level of ['log', 'error', 'warn']) {
  globalThis.console[level] = (...values) => tell({ kind: 'print', text: values.map(shown).join(' ') });
}

globalThis.modules = {
  'fp-ts': fpTs,
  'io-ts': ioTs,
  'rx-realtime': rxRealtime,
  'rx-realtime/codecs': codecs,
  'rx-realtime/simulator': { ...simulator, createSimulator },
  'rx-realtime/usage': usage,
  rxjs,
};
