// Audio at speaking pace over an uplink that cannot carry it: how old is it when it arrives?
import { execFileSync } from 'node:child_process';
import { inputAudioBufferAppend } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { filter, firstValueFrom, interval } from 'rxjs';
import { startHost } from './namespace.mjs';

const seconds = 20;
const boundsMs = { 256: 1_500, 64: 5_000 };

/** 40 ms of audio that says in its first eight bytes when it was spoken. */
const chunk = () => {
  const bytes = Buffer.alloc(1_920, 7);
  bytes.writeDoubleLE(performance.timeOrigin + performance.now(), 0);
  return inputAudioBufferAppend(bytes.toString('base64'));
};

const trial = async (kbit) => {
  const host = await startHost('hostServer.mjs');
  try {
    execFileSync('tc', [
      'qdisc',
      'add',
      'dev',
      host.here,
      'root',
      'tbf',
      'rate',
      `${kbit}kbit`,
      'burst',
      '4kb',
      'latency',
      '20s',
    ]);
    const agesMs = [];
    host.child.stdout.on('data', (text) => agesMs.push(...String(text).trim().split('\n').map(Number)));
    const socket = realtimeSocket({ url: `ws://${host.address}:${host.line}` });
    let droppedMs = 0;
    socket.audioGap$.subscribe(({ durationMs }) => (droppedMs += durationMs));
    const connection = socket.connect();
    await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
    const microphone = interval(40).subscribe(() => socket.next(chunk()));
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    microphone.unsubscribe();
    connection.unsubscribe();
    agesMs.sort((a, b) => a - b);
    return {
      median: agesMs[agesMs.length >> 1],
      worst: agesMs.at(-1),
      arrivedMs: agesMs.length * 40,
      droppedMs,
    };
  } finally {
    host.close();
  }
};

let failed = 0;
for (const [kbit, boundMs] of Object.entries(boundsMs)) {
  try {
    const { median, worst, arrivedMs, droppedMs } = await trial(kbit);
    failed += worst <= boundMs ? 0 : 1;
    console.log(
      `${kbit} kbit/s: age at the server median ${median} ms, worst ${worst} ms (bound ${boundMs}); ${arrivedMs} ms arrived, ${droppedMs} ms dropped and told, of ${seconds * 1_000} ms spoken`,
    );
  } catch (error) {
    console.log(
      `${kbit} kbit/s: skipped, a network namespace with a slow uplink cannot be made here (${error.message.split('\n')[0]})`,
    );
  }
}
console.log(`${Object.keys(boundsMs).length - failed} passed, ${failed} failed`);
process.exit(failed);
