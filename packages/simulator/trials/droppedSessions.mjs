// Sessions that are opened and dropped, in the middle of whatever they do: what do they leave behind?
import { WebSocket } from 'ws';
import { conclude, eventOf, pause, startServer } from './server.mjs';

const sessions = 500;
const rounds = 4;
const speech = Buffer.alloc(9_600, 'some sound');
const append = JSON.stringify({ type: 'input_audio_buffer.append', audio: speech.toString('base64') });
const create = JSON.stringify({ type: 'response.create' });

/** Opens a session, lets it do one of several things, and leaves without a word. */
const openAndDrop = (url, index) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const leaveAt = ['session.created', 'response.created', 'response.output_audio.delta', 'response.done'][
      index % 4
    ];
    socket.on('open', () => {
      socket.send(append);
      if (index % 4 > 0) socket.send(create);
    });
    socket.on('message', (data) => eventOf(data).type === leaveAt && socket.terminate());
    socket.on('close', resolve);
    socket.on('error', reject);
  });

const server = await startServer({ answer: 'A long answer, so that most have gone before it ends.' });
try {
  const dropAll = () =>
    Promise.all(Array.from({ length: sessions }, (_, index) => openAndDrop(server.url, index)));
  // The engine compiles and remembers for a while; what sessions leave behind shows after that.
  for (let round = 0; round < 3; round++) await dropAll();
  await pause(2_000);
  const before = await server.figures();
  for (let round = 0; round < rounds; round++) await dropAll();
  await pause(2_000);
  const after = await server.figures();
  const [had, has] = [before, after].map(({ resources }) => JSON.stringify(resources));
  const grown = (after.heapUsed - before.heapUsed) / (sessions * rounds);
  console.log(`${sessions} sessions opened and dropped three times, then ${rounds} times more`);
  console.log(`  handles before:          ${had}\n  handles after:           ${has}`);
  console.log(`  heap: ${grown.toFixed(0)} bytes a dropped session`);
  conclude([
    ['no handle is left', had === has],
    ['no session is kept in memory (under 200 bytes each)', grown < 200],
  ]);
} finally {
  server.stop();
}
