// A host of our own: a network namespace with one cable to this machine. Needs root and iproute2.
import { execFileSync, spawn } from 'node:child_process';

export const ip = (...args) => execFileSync('ip', args, { stdio: 'pipe' });
let hosts = 0;

/** Makes a namespace, starts `script` in it, and resolves to the first line that the script prints. */
export async function startHost(script, ...args) {
  const id = `${process.pid % 10_000}${hosts++}`;
  const name = `rx${id}`;
  const [here, there] = [`rxa${id}`, `rxb${id}`];
  const net = `10.${200 + (process.pid % 50)}.${hosts}`;
  ip('netns', 'add', name);
  ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there);
  ip('link', 'set', there, 'netns', name);
  ip('addr', 'add', `${net}.1/24`, 'dev', here);
  ip('link', 'set', here, 'up');
  ip('netns', 'exec', name, 'ip', 'addr', 'add', `${net}.2/24`, 'dev', there);
  ip('netns', 'exec', name, 'ip', 'link', 'set', there, 'up');
  ip('netns', 'exec', name, 'ip', 'link', 'set', 'lo', 'up');
  const child = spawn(
    'ip',
    ['netns', 'exec', name, process.execPath, new URL(script, import.meta.url).pathname, ...args],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const close = () => {
    child.kill('SIGKILL');
    ip('link', 'del', here);
    ip('netns', 'del', name);
  };
  const line = await new Promise((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text).split('\n')[0]));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return { name, here, there, address: `${net}.2`, child, line, close };
}
