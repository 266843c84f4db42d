// A server that speaks three times as fast as the sound lasts, in deltas of 100 ms; prints its port.
import { WebSocketServer } from 'ws';
import { sessionCreated } from '@rx-realtime/test-kit/wire';

const deltas = Number(process.argv[2] ?? 400);
const delta = Buffer.alloc(4_800).toString('base64');
const address = { response_id: 'resp_1', item_id: 'item_1', output_index: 0, content_index: 0 };

const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
server.on('connection', (socket) => {
  socket.on('error', () => undefined);
  socket.send(sessionCreated);
  let sent = 0;
  const timer = setInterval(() => {
    for (let count = 0; count < 3 && sent < deltas; count += 1) {
      sent += 1;
      const event = { type: 'response.output_audio.delta', event_id: `event_${sent}`, ...address, delta };
      socket.send(JSON.stringify(event));
    }
    if (sent === deltas) clearInterval(timer);
  }, 100);
  socket.on('close', () => clearInterval(timer));
});
server.on('listening', () => console.log(server.address().port));
