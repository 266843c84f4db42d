// A client with a quick heartbeat; prints what becomes of its connection.
import { realtimeSocket } from '@rx-realtime/connection';

const socket = realtimeSocket({ url: process.argv[2], heartbeat: { intervalMs: 200, deadlineMs: 150 } });
socket.status$.subscribe(({ state }) => console.log(state));
socket.connect();
