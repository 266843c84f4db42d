// node packages/bench/src/run.mjs [name…] [--check]: runs the benches of these names (decode, encode, audio…), or all,
// one after another in a process each. Build first. A bench is a file <name>.bench.mjs in this folder; harness.mjs
// helps to write one.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = new URL('.', import.meta.url);
const suffix = '.bench.mjs';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
for (const name of wanted.length > 0 ? wanted : names) {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL(name + suffix, folder)), ...flags], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = status ?? 1;
}
