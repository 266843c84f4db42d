// A Realtime server that says session.created and nothing more, in a process of its own; prints its URL.
import { sessionCreated, startPlainServer } from '@rx-realtime/test-kit/wire';

const { url } = await startPlainServer({ onConnection: (socket) => socket.send(sessionCreated) });
console.log(url);
