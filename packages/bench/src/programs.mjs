// Servers and clients in processes of their own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts a program of this folder; resolves when it has sent its first message.
 *
 * @returns the process and that message
 */
export async function start(file, { args = [], execArgv = [], env = {} } = {}) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, {
    execArgv,
    env: { ...process.env, ...env },
  });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`${file} ${args.join(' ')} ended with ${code}`);
  });
  // Once it has answered, its end is no failure.
  failed.catch(() => undefined);
  const [message] = await Promise.race([once(child, 'message'), failed]);
  return { child, message };
}

/** The next message of a program. */
export const nextMessage = async (child) => (await once(child, 'message'))[0];
