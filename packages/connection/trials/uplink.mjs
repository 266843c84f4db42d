// Audio at speaking pace over an uplink that cannot carry it: how old is it when it arrives?
import { execFileSync } from 'node:child_process';
import { inputAudioBufferAppend } from '@rx-realtime/codecs';
import { realtimeSocket } from '@rx-realtime/connection';
import { filter, firstValueFrom, interval } from 'rxjs';
import { startHost } from './namespace.mjs';

const seconds = 20;
/** The line is slow from the start, or becomes slow when it has long been quick. */
const trials = [
  { kbit: 256, slowAfterSeconds: 0, boundMs: 1_500 },
  { kbit: 64, slowAfterSeconds: 0, boundMs: 5_000 },
  { kbit: 256, slowAfterSeconds: 8, boundMs: 1_500 },
  { kbit: 64, slowAfterSeconds: 8, boundMs: 5_000 },
];

/** 40 ms of audio that says in its first eight bytes when it was spoken. */
const chunk = () => {
  const bytes = Buffer.alloc(1_920, 7);
  bytes.writeDoubleLE(performance.timeOrigin + performance.now(), 0);
  return inputAudioBufferAppend(bytes.toString('base64'));
};

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const trial = async ({ kbit, slowAfterSeconds }) => {
  const host = await startHost('hostServer.mjs');
  try {
    const shape = (rate) => {
      const line = ['dev', host.here, 'root', 'tbf', 'rate', rate, 'burst', '4kb', 'latency', '20s'];
      execFileSync('tc', ['qdisc', 'replace', ...line]);
    };
    shape(slowAfterSeconds > 0 ? '100mbit' : `${kbit}kbit`);
    const agesMs = [];
    host.child.stdout.on('data', (text) => agesMs.push(...String(text).trim().split('\n').map(Number)));
    const socket = realtimeSocket({ url: `ws://${host.address}:${host.line}` });
    let droppedMs = 0;
    socket.audioGap$.subscribe(({ durationMs }) => (droppedMs += durationMs));
    const connection = socket.connect();
    await firstValueFrom(socket.status$.pipe(filter(({ state }) => state === 'ready')));
    const microphone = interval(40).subscribe(() => socket.next(chunk()));
    await pause(slowAfterSeconds * 1_000);
    shape(`${kbit}kbit`);
    await pause((seconds - slowAfterSeconds) * 1_000);
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
for (const { boundMs, ...line } of trials) {
  const name = `${line.kbit} kbit/s${line.slowAfterSeconds > 0 ? ` after ${line.slowAfterSeconds} s` : ''}`;
  try {
    const { median, worst, arrivedMs, droppedMs } = await trial(line);
    failed += worst <= boundMs ? 0 : 1;
    console.log(
      `${name}: age at the server median ${median} ms, worst ${worst} ms (bound ${boundMs}); ${arrivedMs} ms arrived, ${droppedMs} ms dropped and told, of ${seconds * 1_000} ms spoken`,
    );
  } catch (error) {
    console.log(
      `${name}: skipped, a network namespace with a slow uplink cannot be made here (${error.message.split('\n')[0]})`,
    );
  }
}
console.log(`${trials.length - failed} passed, ${failed} failed`);
process.exit(failed);
