// Servers and clients in processes of their own. None outlives the bench, however that ends.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const running = new Set();
const endAll = () => running.forEach((child) => child.kill('SIGKILL'));
process.on('exit', endAll);
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 }))
  process.once(signal, () => process.exit(code));

/** As much of what a program wrote to standard error as its failure repeats. */
const maxTold = 4000;

/** Rejects when the program has ended, with what it wrote to standard error. */
async function endOf(child, title, told) {
  const [code, signal] = await once(child, 'close');
  running.delete(child);
  throw new Error(
    `${title} ended with ${code ?? signal}\n${told.join('').slice(-maxTold).trimEnd()}`.trimEnd(),
  );
}

/**
 * Starts a program of this folder, or of a URL; resolves when it has sent its first message.
 *
 * @returns that message, `next()` for the one after it, `send(message)`, and `stop()`, which resolves when it has ended;
 *   `next()` and the start reject when the program ends instead, with what it wrote to standard error
 */
export async function start(file, { args = [], execArgv = [], env = {} } = {}) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  running.add(child);
  const told = [];
  child.stderr.setEncoding('utf8').on('data', (text) => told.push(text));
  const ended = endOf(child, `${file} ${args.join(' ')}`.trimEnd(), told);
  // Whoever waits for a message is told; an end that nobody waits for is no failure.
  ended.catch(() => undefined);
  const next = () => Promise.race([once(child, 'message').then(([message]) => message), ended]);
  const stop = async () => {
    child.kill('SIGKILL');
    await ended.catch(() => undefined);
  };
  return { message: await next(), next, send: (message) => child.send(message), stop };
}

/** Runs `work` and stops the program, whatever comes of it. */
export async function using(program, work) {
  try {
    return await work(program);
  } finally {
    await program.stop();
  }
}

/**
 * Tries works of several names: one that fails says why on standard error and is not tried again, while the others go on.
 * The process then ends with 1.
 *
 * @returns `attempt(name, work)`, which resolves to what `work` does, or undefined; `hasFailed(name)`
 */
export function attempts() {
  const failed = new Set();
  const attempt = async (name, work) => {
    if (failed.has(name)) return undefined;
    try {
      return await work();
    } catch (failure) {
      failed.add(name);
      console.error(`${name}: ${failure instanceof Error ? failure.message : String(failure)}`);
      process.exitCode = 1;
      return undefined;
    }
  };
  return { attempt, hasFailed: (name) => failed.has(name) };
}
