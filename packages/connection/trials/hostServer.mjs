// A server on a host of our own: listens on every address of it, prints the port, then one line for each append:
// how many milliseconds after it was spoken it arrived (the first eight bytes of its audio say when that was).
import { WebSocketServer } from 'ws';
import { sessionCreated } from '@rx-realtime/test-kit/wire';

const server = new WebSocketServer({ port: 0, host: '0.0.0.0' });
server.on('connection', (socket) => {
  socket.on('error', () => undefined);
  socket.send(sessionCreated);
  socket.on('message', (/** @type {Buffer} */ data) => {
    const event = JSON.parse(data.toString());
    if (event.type !== 'input_audio_buffer.append') return;
    const spokenAtMs = Buffer.from(event.audio.slice(0, 12), 'base64').readDoubleLE(0);
    console.log((performance.timeOrigin + performance.now() - spokenAtMs).toFixed(1));
  });
});
server.on('listening', () => console.log(server.address().port));
