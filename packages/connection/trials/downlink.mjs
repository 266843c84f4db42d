// An answer that is sent faster than the line carries it, while the microphone is open: does the link live, does all of
// the answer arrive, and does the microphone go on? The server has a process of its own, so that only the line is slow.
import { createServer, connect } from 'node:net';
import { spawn } from 'node:child_process';
import { inputAudioBufferAppend } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';

const seconds = 42;
const deltas = 400;
const mostHeldBack = 0.05;
const kbits = [600, 1_000, 2_000];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const startServer = async () => {
  const child = spawn(process.execPath, [new URL('speaker.mjs', import.meta.url).pathname, String(deltas)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(Number(text))));
  return { port, close: () => child.kill('SIGKILL') };
};

/** Passes on so many bits a second towards the client, and everything at once towards the server. */
const startSlowDownlink = (port, kbit) =>
  new Promise((resolve) => {
    const everyMs = 20;
    const portion = Math.floor((kbit * everyMs) / 8);
    const proxy = createServer({ noDelay: true }, (client) => {
      const server = connect({ port, host: '127.0.0.1', noDelay: true });
      for (const socket of [client, server]) socket.on('error', () => undefined);
      client.on('data', (data) => server.write(data));
      server.on('readable', () => undefined);
      const timer = setInterval(() => {
        const data = server.read(Math.min(server.readableLength, portion));
        if (data) client.write(data);
      }, everyMs);
      client.on('close', () => server.destroy());
      server.on('close', () => {
        clearInterval(timer);
        client.destroy();
      });
    });
    proxy.listen(0, '127.0.0.1', () => resolve({ port: proxy.address().port, close: () => proxy.close() }));
  });

const trial = async (kbit) => {
  const server = await startServer();
  const line = await startSlowDownlink(server.port, kbit);
  const socket = realtimeSocket({ url: `ws://127.0.0.1:${line.port}` });
  let [received, heldBackMs, spokenMs] = [0, 0, 0];
  let error;
  socket.audioGap$.subscribe(({ durationMs }) => (heldBackMs += durationMs));
  const subscription = socket.subscribe({
    next: ({ type }) => (received += type === 'response.output_audio.delta' ? 1 : 0),
    error: ({ code }) => (error = code),
  });
  const microphone = setInterval(() => {
    socket.next(inputAudioBufferAppend(new Int16Array(960)));
    spokenMs += 40;
  }, 40);
  await pause(seconds * 1_000);
  clearInterval(microphone);
  subscription.unsubscribe();
  line.close();
  server.close();
  return { received, heldBackMs, spokenMs, error };
};

const results = await Promise.all(kbits.map(trial));
let passed = 0;
results.forEach(({ received, heldBackMs, spokenMs, error }, index) => {
  const share = heldBackMs / spokenMs;
  passed += error === undefined && received === deltas && share <= mostHeldBack ? 1 : 0;
  console.log(
    `${kbits[index] / 1_000} Mbit/s: ${error ?? 'alive'}, ${received} of ${deltas} deltas, ${(share * 100).toFixed(1)} % of the microphone held back`,
  );
});
console.log(`${passed} passed, ${kbits.length - passed} failed`);
process.exit(passed === kbits.length ? 0 : 1);
