import { createSimulator, say } from '@rx-realtime/simulator';
import { VirtualTimeScheduler } from 'rxjs';
const items = Number(process.argv[2] ?? 40), sessions = Number(process.argv[3]??200);
const once = (n) => {
  const scheduler = new VirtualTimeScheduler(undefined, Infinity);
  const simulator = createSimulator({ scheduler });
  const socket = new simulator.WebSocket('ws://simulator');
  let got = 0, i = 0;
  const next = () => { if (i < n) { i++; socket.send(JSON.stringify({ type: 'conversation.item.create', item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: `Item ${i}` }] } })); } else socket.close(); };
  socket.onmessage = ({ data }) => { const e = JSON.parse(data); got++; if (e.type === 'session.created' || e.type === 'conversation.item.done') next(); };
  scheduler.flush();
  return got;
};
const each = (n) => { for (let k=0;k<50;k++) once(n); const t = process.cpuUsage(); for (let k=0;k<sessions;k++) once(n); const u = process.cpuUsage(t); return (u.user+u.system)/1000/sessions; };
console.log(items, 'items', each(items).toFixed(3), 'ms', once(items), 'events');
