import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rx-realtime-programs-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return pathToFileURL(path).href;
};

/**
 * Runs a bench made of `text`, which may use what `programs.mjs` exports. It is over when nobody holds its output any more,
 * and programs inherit that: one that is left behind would have it time out.
 */
const bench = (text: string) => {
  const module = new URL('./programs.mjs', import.meta.url).href;
  write('bench.mjs', `import { attempts, start, using } from '${module}';\n${text}`);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [join(folder, 'bench.mjs')], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  return { status, out: stdout.trim().split('\n'), err: stderr, error };
};

/** A program that tells its process id and stays. */
const staying = () => write('staying.mjs', 'process.send(process.pid); setInterval(() => undefined, 1000);');

it('says what a program wrote to standard error, goes on with the next, and fails at the end', () => {
  const broken = write('broken.mjs', "throw new Error('no such client');");
  const sound = write('sound.mjs', 'process.send(7);');
  const { status, out, err } = bench(`
    const { attempt, hasFailed } = attempts();
    for (const [name, url] of [['broken', '${broken}'], ['sound', '${sound}'], ['broken', '${broken}']]) {
      const found = await attempt(name, async () => using(await start(url), ({ message }) => message));
      console.log(name, found, hasFailed(name));
    }`);
  expect(out).toEqual(['broken undefined true', 'sound 7 false', 'broken undefined true']);
  expect(err.split('Error: no such client')).toHaveLength(2);
  expect(err).toMatch(/^broken: file:.*broken\.mjs ended with 1$/m);
  expect(status).toBe(1);
});

it('rejects a message that never comes because the program ended', () => {
  const once = write('once.mjs', "process.send(1); console.error('out of memory'); process.exitCode = 3;");
  const { out } = bench(`
    const { next } = await start('${once}');
    await next().catch((error) => console.log(error.message));`);
  expect(out[0]).toMatch(/once\.mjs ended with 3$/);
  expect(out[1]).toBe('out of memory');
});

it.each([
  [
    'a work that throws',
    `await using(await start(url), ({ message }) => { console.log(message); throw 1; })`,
  ],
  ['a bench that throws', `console.log((await start(url)).message); throw new Error('a bug')`],
  ['an exit', `console.log((await start(url)).message); process.exit(1)`],
  ['Ctrl-C', `console.log((await start(url)).message); process.kill(process.pid, 'SIGINT')`],
])('leaves no program behind after %s', (_, text) => {
  const { status, out, error } = bench(`const url = '${staying()}';\n${text}`);
  expect(error).toBeUndefined();
  expect(Number(out[0])).toBeGreaterThan(0);
  expect(status).not.toBe(0);
});
