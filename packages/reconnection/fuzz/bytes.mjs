// A conversation whose line is cut at each byte, in both directions, and a spoken one at the borders of its frames and at random
// bytes: is what was said and done the same?
//   node packages/reconnection/fuzz/bytes.mjs [random = 2000] [every = 1] [processes = 2]
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const outfile = `${root}packages/reconnection/node_modules/.cache/bytes.mjs`;
const random = Number(process.argv[2] ?? 2_000);
const every = Number(process.argv[3] ?? 1);
const processes = Number(process.argv[4] ?? 2);
const shown = 5;
const sides = ['client', 'server'];

/** Where a conversation of text is cut: at each byte. */
const eachByte = ({ bytes }) => Array.from({ length: Math.ceil(bytes / every) }, (_, index) => index * every);
/** Where a spoken one is: its sound comes in many bytes that are alike. */
const bordersAnd = ({ bytes, frames }) => [
  ...frames.filter((_, index) => index % every === 0),
  ...Array.from({ length: random / 2 }, () => Math.floor(Math.random() * bytes)),
];

if (process.send === undefined) {
  mkdirSync(`${root}packages/reconnection/node_modules/.cache`, { recursive: true });
  await build({
    stdin: {
      contents: `export { byteCuts } from './byteCuts.ts'; export { conversations } from './conversations.ts';`,
      resolveDir: `${root}packages/reconnection/test`,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['ws'],
  });
  const ends = Array.from({ length: processes }, () => ({ passed: 0, failed: 0, isWhole: false }));
  const sumOf = (field) => ends.reduce((sum, end) => sum + end[field], 0);
  const telling = setInterval(() => console.log(`${sumOf('passed')} cut`), 60_000);
  await Promise.all(
    ends.map((end, index) => {
      const child = fork(fileURLToPath(import.meta.url), [
        `${random}`,
        `${every}`,
        `${processes}`,
        `${index}`,
      ]);
      child.on('message', (message) => Object.assign(end, message));
      return new Promise((resolve) => child.on('exit', resolve));
    }),
  );
  clearInterval(telling);
  // Whoever ends early has failed.
  const failed = sumOf('failed') + ends.filter(({ isWhole }) => !isWhole).length;
  console.log(`${sumOf('passed')} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
} else {
  const { byteCuts, conversations } = await import(pathToFileURL(outfile).href);
  const own = Number(process.argv[5]);
  const end = { passed: 0, failed: 0, isWhole: false };
  for (const [name, placesIn] of [
    ['of text with a slow tool', eachByte],
    ['of speech with a slow tool', bordersAnd],
  ]) {
    const { passed, wrongWith } = byteCuts(conversations[name].it);
    for (const from of sides)
      for (const at of placesIn(passed[from]).filter((_, index) => index % processes === own)) {
        const wrong = wrongWith({ from, at });
        end[wrong === undefined ? 'passed' : 'failed'] += 1;
        if ((end.passed + end.failed) % 100 === 0) process.send(end);
        if (wrong !== undefined && end.failed <= shown) console.error(name, { from, at }, wrong);
      }
  }
  process.send({ ...end, isWhole: true });
  process.disconnect();
}
