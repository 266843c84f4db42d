// node sessionServer.mjs <sessions> <talk> [<key> <certificate>]: many sessions in real time. Each begins to speak when
// it hears its first sound, and speaks for the given share of the time; when in the cycle it is follows from its number,
// wss://…/?index=<n>, so that at every moment the same share of the sessions speaks.
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer } from 'node:http';
import { createServer } from 'node:https';
import { WebSocketServer } from 'ws';
import { closing, deltaMs, deltasInTurn, opening, sessionCreated, speech } from './sessionFrames.mjs';

const [sessions, talk, key, certificate] = process.argv.slice(2);

/** In how many groups the sessions take their turns within the time of one delta. */
const groups = 16;
const tickMs = deltaMs / groups;
/** Deltas and the silence after them, in times of one delta. */
const cycle = Math.round(deltasInTurn / Number(talk));

const bytesOf = (frames) => frames.map((frame) => Buffer.from(frame));
const frames = { opening: bytesOf(opening), speech: bytesOf(speech), closing: bytesOf(closing) };

const speaking = new Set();

function speak({ socket, slot }) {
  if (slot >= deltasInTurn) return;
  const due = [
    ...(slot === 0 ? frames.opening : []),
    ...frames.speech,
    ...(slot === deltasInTurn - 1 ? frames.closing : []),
  ];
  for (const frame of due) socket.send(frame, { binary: false });
}

const began = performance.now();
let tick = 0;
setInterval(() => {
  for (; tick * tickMs < performance.now() - began; tick++) {
    for (const session of speaking) {
      if (session.index % groups !== tick % groups) continue;
      speak(session);
      session.slot = (session.slot + 1) % cycle;
    }
  }
}, tickMs);

const http = key
  ? createServer({ key: readFileSync(key), cert: readFileSync(certificate) })
  : createPlainServer();
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket, { url }) => {
  const index = Number(new URL(url, 'ws://server').searchParams.get('index'));
  const session = { socket, index, slot: Math.floor((index * cycle) / Number(sessions)) };
  socket.send(sessionCreated);
  socket.once('message', () => speaking.add(session));
  socket.on('close', () => speaking.delete(session));
});
http.listen(0, 'localhost', () => process.send(http.address().port));
process.on('disconnect', () => process.exit());
