// Sends one workload to whoever connects, as fast as it is read: ws://…/?workload=<name>&warm=<n>&count=<n>.
import { WebSocketServer } from 'ws';
import { marks, sessionCreated, workloads } from './sessionFrames.mjs';

/** What may wait in the socket, in bytes: enough that it never runs dry. */
const highWaterBytes = 1024 * 1024;
/** What goes to the kernel at once. A frame each would measure how fast this process makes system calls. */
const batchBytes = 64 * 1024;

const bytesOf = (frames) => frames.map((frame) => Buffer.from(frame));
const bytes = Object.fromEntries(Object.entries(workloads).map(([name, frames]) => [name, bytesOf(frames)]));
const [created, begin, end] = bytesOf([sessionCreated, marks.begin, marks.end]);

function* flood(frames, warm, count) {
  for (let i = 0; i < warm; i++) yield frames[i % frames.length];
  yield begin;
  for (let i = 0; i < count; i++) yield frames[i % frames.length];
  yield end;
}

/** Sends until the socket is full, then waits until it is empty. */
function pump(socket, raw, frames) {
  let waiting = 0;
  raw.cork();
  for (const frame of frames) {
    const isFull = socket.bufferedAmount > highWaterBytes;
    socket.send(frame, { binary: false }, isFull ? () => pump(socket, raw, frames) : undefined);
    waiting += frame.length;
    if (isFull) break;
    if (waiting < batchBytes) continue;
    raw.uncork();
    raw.cork();
    waiting = 0;
  }
  raw.uncork();
}

/** A generator that outlives a `break`. */
const resumable = (generator) => ({
  [Symbol.iterator]: () => ({ next: () => generator.next() }),
});

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('listening', () => process.send(server.address().port));
server.on('connection', (socket, request) => {
  const { searchParams } = new URL(request.url, 'ws://server');
  const frames = bytes[searchParams.get('workload')];
  socket.send(created, { binary: false });
  // Late enough for every client to have its listeners in place.
  setTimeout(
    () =>
      pump(
        socket,
        request.socket,
        resumable(flood(frames, Number(searchParams.get('warm')), Number(searchParams.get('count')))),
      ),
    100,
  );
});
process.on('disconnect', () => process.exit());
