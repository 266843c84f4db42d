// Starts the simulator of a trial in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('serverProcess.mjs', import.meta.url));

/**
 * @param answer what the assistant says to everything
 * @param audioSpeed how many times faster than it plays it is generated
 */
export const startServer = async ({ answer = 'Hello.', audioSpeed = 5 } = {}) => {
  const child = fork(path, [answer, String(audioSpeed)], { execArgv: ['--expose-gc'] });
  const [{ url }] = await once(child, 'message');
  return {
    url: `${url}?model=gpt-realtime`,
    /** Memory after a collection, CPU time, and what keeps the process alive. */
    figures: async () => {
      const reply = once(child, 'message');
      child.send('figures');
      return (await reply)[0];
    },
    stop: () => child.kill(),
  };
};

/** The event in a frame, as `ws` hands it out. */
export const eventOf = (/** @type {Buffer} */ data) => JSON.parse(data.toString('utf8'));

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Prints what was found and ends the process: `N passed, N failed`. */
export const conclude = (checks) => {
  for (const [what, isMet] of checks) console.log(`  ${isMet ? 'met   ' : 'MISSED'} ${what}`);
  const failed = checks.filter(([, isMet]) => !isMet).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
};
