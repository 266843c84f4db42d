// node packages/bench/src/run.mjs [name…] [--check] [--against <folder>]: runs the benches of these names (decode,
// encode, audio…), or all, one after another in a process each. Build first. `--against` adds the same works of another
// built checkout, and what this one takes by that one; a bench then runs in six processes, because the engine compiles
// two copies of the same code differently by some per cent, and each time otherwise. A bench is a file <name>.bench.mjs
// in this folder; harness.mjs helps to write one.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beginTable, pooled, report } from './report.mjs';

const folder = new URL('.', import.meta.url);
const suffix = '.bench.mjs';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));

/** `--against` is followed by its folder; all else that begins with `--` stands alone. */
const isFlag = (argument, i, all) => argument.startsWith('--') || all[i - 1] === '--against';
const given = process.argv.slice(2);
const flags = given.filter((...place) => isFlag(...place));
const wanted = given.filter((...place) => !isFlag(...place));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`no bench named ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}
const isAgainst = flags.includes('--against');
/** These have a process for each turn as it is. */
const alone = ['endToEnd', 'sessions'];
const processes = (name) => (isAgainst && !alone.includes(name) ? 6 : 1);

/** Runs one bench once; gives what it found by title. */
async function findingsOf(name, run) {
  const child = fork(fileURLToPath(new URL(name + suffix, folder)), flags, {
    env: { ...process.env, RX_BENCH_TURNED: String((run >> 1) % 2) },
  });
  const findings = [];
  child.on('message', (finding) => {
    findings.push(finding);
    if (processes(name) === 1) report(finding);
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) process.exitCode = code ?? 1;
  return findings;
}

for (const name of wanted.length > 0 ? wanted : names) {
  beginTable(name);
  const runs = [];
  for (let run = 0; run < processes(name); run++) runs.push(await findingsOf(name, run));
  const isWhole = runs.every(({ length }) => length === runs[0].length);
  if (runs.length > 1 && isWhole)
    runs[0].forEach((_, i) => report(pooled(runs.map((findings) => findings[i]))));
}
