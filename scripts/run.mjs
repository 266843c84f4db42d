// One way to start a program: in the workspace root, output shown as it comes, failure ends this process.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Runs `command` and returns its exit code; `node` means the node that runs this script. */
export const exitCodeOf = ([program, ...args], options = {}) => {
  const { status, signal, error } = spawnSync(program === 'node' ? process.execPath : program, args, {
    cwd: root,
    stdio: 'inherit',
    ...options,
  });
  if (error) console.error(`${program}: ${error.message}`);
  return status ?? (signal ? 130 : 1);
};

/** Runs `command`; anything but exit code 0 ends this process with the same code. */
export const run = (command, options) => {
  const code = exitCodeOf(command, options);
  if (code !== 0) process.exit(code);
};
