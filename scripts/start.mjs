// `npm start`: builds when something changed, then asks the question of a WAV file and saves the spoken answer.
// More arguments go to the command line: `npm start -- --simulator`.
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';
import { build } from './build.mjs';

if ((await build()) !== 0) {
  console.error('The build failed: the errors are above.');
  process.exit(1);
}

// Same process, not a child: the terminal's Ctrl-C, the exit code and the standard streams are the command line's own.
const main = `${root}packages/rx-realtime/dist/esm/cli/main.js`;
const sample = `${root}packages/rx-realtime/samples/question.wav`;
process.argv = [
  process.execPath,
  main,
  'talk',
  sample,
  '--out',
  `${root}answer.wav`,
  ...process.argv.slice(2),
];
await import(pathToFileURL(main));
