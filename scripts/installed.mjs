// Runs a program of the workspace with everything installed: `node scripts/installed.mjs scripts/build.mjs …`.
// Every npm script of package.json goes through here, so that each works on a fresh clone.
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { root } from './run.mjs';

const [program, ...args] = process.argv.slice(2);
await install();
// Same process, not a child: the terminal's Ctrl-C, the exit code and the standard streams are the program's own.
process.argv = [process.execPath, root + program, ...args];
await import(pathToFileURL(root + program).href);
