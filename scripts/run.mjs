// One way to start a program: in the workspace root, output shown as it comes, failure ends this process.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder names of the packages, in alphabetical order. */
export const packageFolders = () => readdirSync(`${root}packages`).sort();

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

/** Runs `command` and resolves to its exit code and what it printed on both streams, in order of arrival. */
export const outputOf = (command, { timeoutMs, ...options } = {}) =>
  new Promise((done) => {
    const [program, args] = resolve(command);
    const started = performance.now();
    const child = spawn(
      program,
      args,
      withDefaults({
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        ...options,
      }),
    );
    let output = '';
    let stdout = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => ((output += text), (stdout += text)));
    child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
    const end = (code) => done({ code, output, stdout, seconds: (performance.now() - started) / 1000 });
    child.on('error', (error) => ((output += `${program}: ${error.message}\n`), end(1)));
    child.on('close', (code, signal) => {
      if (signal && timeoutMs) output += `stopped after ${timeoutMs / 1000} s\n`;
      end(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });

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
