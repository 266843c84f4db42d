// One way to start a program: in the workspace root, output shown as it comes, failure ends this process.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder names of the packages, in alphabetical order. */
export const packageFolders = () =>
  readdirSync(`${root}packages`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** Is this module the program that was started, not imported by another script? */
export const isMain = (meta) => process.argv[1] === fileURLToPath(meta.url);

// `node` is the node that runs this script; npm is a script, so that no shell or .cmd file is needed where npm started us.
const resolve = ([program, ...args]) => {
  const npm = process.env.npm_execpath;
  if (program === 'node') return [process.execPath, args];
  if (program === 'npm' && npm?.endsWith('npm-cli.js')) return [process.execPath, [npm, ...args]];
  return [program, args];
};

const withDefaults = (options) => ({
  cwd: root,
  stdio: 'inherit',
  shell: process.platform === 'win32' && !process.env.npm_execpath,
  ...options,
});

/** Runs `command` and returns its exit code; `node` means the node that runs this script. */
export const exitCodeOf = (command, options) => {
  const [program, args] = resolve(command);
  const { status, signal, error } = spawnSync(program, args, withDefaults(options));
  if (error) console.error(`${program}: ${error.message}`);
  return status ?? (signal ? 130 : 1);
};

/** Runs `command`; anything but exit code 0 ends this process with the same code. */
export const run = (command, options) => {
  const code = exitCodeOf(command, options);
  if (code !== 0) process.exit(code);
};

const groups = new Set();

/** Ends a program with everything that it started; elsewhere than on POSIX, only the program itself. */
const killGroup = (child) => {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
};

process.on('exit', () => groups.forEach(killGroup));

/**
 * Runs `command` and resolves to its exit code and what it printed on both streams, in order of arrival.
 * After `silenceMs` without a word it is ended, with its own children, and counts as failed: a busy machine makes a
 * program slow, not silent.
 */
export const outputOf = (command, { silenceMs, ...options } = {}) =>
  new Promise((done) => {
    const [program, args] = resolve(command);
    const started = performance.now();
    // A group of its own can be ended whole; a terminal's Ctrl-C then has to be passed on (see `exitOnInterrupt`).
    const detached = silenceMs !== undefined && process.platform !== 'win32';
    const child = spawn(
      program,
      args,
      withDefaults({ stdio: ['ignore', 'pipe', 'pipe'], detached, ...options }),
    );
    let output = '';
    let stdout = '';
    const timer =
      silenceMs === undefined
        ? undefined
        : setTimeout(() => {
            output += `\nstopped after ${silenceMs / 1000} s without a word\n`;
            killGroup(child);
          }, silenceMs);
    if (timer) groups.add(child);
    const hear = (text) => {
      output += text;
      timer?.refresh();
    };
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      hear(text);
    });
    child.stderr?.setEncoding('utf8').on('data', hear);
    const end = (code) => {
      clearTimeout(timer);
      groups.delete(child);
      done({ code, output, stdout, seconds: (performance.now() - started) / 1000 });
    };
    child.on('error', (error) => {
      output += `${program}: ${error.message}\n`;
      end(1);
    });
    child.on('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });

/** Makes Ctrl-C end this process in the ordinary way, so that programs with a time limit end with it. */
export const exitOnInterrupt = () => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])
    process.once(signal, () => process.exit(code));
};

/** Calls `work` for every item, at most `limit` at once, and keeps the order of the results. */
export const mapLimited = async (items, limit, work) => {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index], index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
};
