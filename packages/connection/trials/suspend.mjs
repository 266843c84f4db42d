// A client that is suspended (SIGSTOP) for far longer than its deadline and goes on: the link was healthy all the time.
import { spawn } from 'node:child_process';
import { startPlainServer } from '@rx-realtime/test-kit/wire';

const trials = 50;
const suspendedMs = 2_000;
const server = await startPlainServer();
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const trial = async () => {
  const child = spawn(process.execPath, [new URL('client.mjs', import.meta.url).pathname, server.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text) => (said += text));
  while (!said.includes('ready')) await wait(20);
  await wait(Math.random() * 400);
  child.kill('SIGSTOP');
  await wait(suspendedMs);
  child.kill('SIGCONT');
  await wait(1_000);
  child.kill('SIGKILL');
  return !said.includes('closed');
};

let survived = 0;
for (let done = 0; done < trials; done += 10) {
  survived += (await Promise.all(Array.from({ length: 10 }, trial))).filter(Boolean).length;
}
await server.close();
console.log(`${trials - survived} of ${trials} healthy links killed by a suspended client`);
console.log(`${survived} passed, ${trials - survived} failed`);
process.exit(survived === trials ? 0 : 1);
