// `npm start [-- …]`: builds when something changed, then runs the command line of `packages/rx-realtime`. Without a command it
// talks, and without a question of yours it asks that of a sample: `npm start`, `npm start -- --cut`, `npm start -- mine.wav`,
// `npm start -- inspect answer.wav`. Files are those of the folder where npm was called.
import { pathToFileURL } from 'node:url';
import { root } from './run.mjs';
import { build } from './build.mjs';
import { startArguments } from './startArguments.mjs';

if ((await build()) !== 0) {
  console.error('The build failed: the errors are above.');
  process.exit(1);
}

const cli = `${root}packages/rx-realtime/dist/esm/cli/`;
const sample = `${root}packages/rx-realtime/samples/question.wav`;
const { parseOptions } = await import(pathToFileURL(`${cli}parseOptions.js`));
const given = startArguments(process.argv.slice(2), sample, parseOptions);
if (/^(-h|--help|help)$/.test(given[0]))
  console.log(
    'npm start -- <command> … in a clone is rx-realtime <command> …; without a command it is talk, without a question that of a sample.\n',
  );

// Same process, not a child: the terminal's Ctrl-C, the exit code and the standard streams are the command line's own.
process.chdir(process.env.INIT_CWD ?? process.cwd());
process.argv = [process.execPath, `${cli}main.js`, ...given];
await import(pathToFileURL(`${cli}main.js`));
