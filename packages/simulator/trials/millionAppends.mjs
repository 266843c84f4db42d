// A client that appends a million times and never commits: what does it cost the server, and the other sessions?
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { conclude, eventOf, pause, startServer } from './server.mjs';

const appends = 1_000_000;
const appendMs = 10;
const mebibyte = 1_024 * 1_024;
/** A session's worth of sound, which is what a buffer holds at most. */
const fullBytes = 3_600_000 * 48;

const append = JSON.stringify({
  type: 'input_audio_buffer.append',
  audio: Buffer.alloc(appendMs * 48).toString('base64'),
});
const update = (turn_detection) =>
  JSON.stringify({
    type: 'session.update',
    session: { type: 'realtime', audio: { input: { turn_detection } } },
  });

const open = async (url) => {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'message');
  return socket;
};

/** How long a session that does nothing else waits for an answer. */
const neighbour = async (url) => {
  const socket = await open(url);
  const waitedMs = [];
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      const sentAtMs = performance.now();
      socket.send('{"type":"input_audio_buffer.clear"}');
      await once(socket, 'message');
      waitedMs.push(performance.now() - sentAtMs);
      await pause(50);
    }
  })();
  return {
    end: async () => {
      over.abort();
      await asking;
      socket.close();
      return waitedMs.toSorted((a, b) => a - b);
    },
  };
};

const flood = async (server, turnDetection) => {
  const socket = await open(server.url);
  socket.send(update(turnDetection));
  await once(socket, 'message');
  let refused = 0;
  let code;
  const over = new Promise((resolve) => {
    socket.on('message', (data) => {
      const { error } = eventOf(data);
      // The answer to the last event: all appends have been dealt with.
      if (error?.code === 'response_cancel_not_active') return resolve();
      refused += 1;
      code = error?.code;
    });
  });
  const other = await neighbour(server.url);
  const before = await server.figures();
  const figures = [];
  for (let sent = 0; sent < appends; sent++) {
    socket.send(append);
    if (socket.bufferedAmount > mebibyte) await new Promise((resolve) => setImmediate(resolve));
    if ((sent + 1) % (appends / 10) === 0) figures.push(await server.figures());
  }
  socket.send('{"type":"response.cancel"}');
  await over;
  const after = await server.figures();
  figures.push(after);
  const waitedMs = await other.end();
  socket.terminate();
  const waited = (share) => waitedMs[Math.floor((waitedMs.length - 1) * share)].toFixed(1);
  const grown = figures.map(({ rss, heapUsed, external }) => ({
    kept: heapUsed + external - before.heapUsed - before.external,
    rss: rss - before.rss,
  }));
  const inMiB = (name) => grown.map((bytes) => Math.round(bytes[name] / mebibyte)).join(' ');
  console.log(`${appends} appends of ${appendMs} ms, ${turnDetection ? 'with' : 'without'} turn detection`);
  console.log(`  kept after a collection, at each tenth and at the end: ${inMiB('kept')} MiB`);
  console.log(`  resident: ${inMiB('rss')} MiB`);
  console.log(
    `  refused: ${refused}${refused > 0 ? ` (${code})` : ''}; CPU ${(after.cpuMs - before.cpuMs).toFixed(0)} ms`,
  );
  console.log(
    `  a neighbour waits: p50 ${waited(0.5)} ms, p99 ${waited(0.99)} ms (${waitedMs.length} answers)`,
  );
  return { grown, refused, answers: waitedMs.length };
};

const server = await startServer();
try {
  const detected = await flood(server, { type: 'server_vad' });
  await pause(1_000);
  const manual = await flood(server, null);
  /** Nothing is kept of what came in the last third, and never more than the sound and what the engine has not yet returned. */
  const isBounded = ({ grown }, soundBytes) =>
    grown.at(-1).kept - grown.at(-4).kept <= 4 * mebibyte &&
    grown.every(({ kept, rss }) => kept <= soundBytes + 8 * mebibyte && rss <= soundBytes + 128 * mebibyte);
  conclude([
    ['with turn detection 30 s of silence are kept, and nothing more', isBounded(detected, 31_000 * 48)],
    ['without it what a session can hold is kept, and nothing more', isBounded(manual, fullBytes)],
    [
      'what no session can hold is refused',
      detected.refused === 0 && manual.refused === appends - 3_600_000 / appendMs,
    ],
    ['other sessions go on', detected.answers > 10 && manual.answers > 10],
  ]);
} finally {
  server.stop();
}
