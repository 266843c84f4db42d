// Numbered items over a line that drops, by client: which are lost, which arrive twice, who is told, how long it takes.
//   node packages/bench/src/drops.mjs [drops = 100] [items = 50000] [client…]
// Each client in a process of its own, and as its documentation shows; where it has no way to connect again, one in a few
// lines. Prints a table, then "N passed, N failed" of our own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { dropsOf } from './dropsOf.mjs';
import { droppedClients } from './droppedClients.mjs';

const [drops = '100', items = '50000', ...wanted] = process.argv.slice(2);
const names = wanted.length > 0 ? wanted : Object.keys(droppedClients);
const ours = 'durableSocket';

const row = (...cells) => `| ${cells.join(' | ')} |`;
const medianOf = (times) => [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)];
const cellsOf = ({ sent, lost, untold, doubled, recoveredMs, failures }) => [
  sent,
  lost,
  untold,
  doubled,
  recoveredMs.length === 0 ? '–' : `${Math.round(medianOf(recoveredMs))} ms`,
  failures,
];

if (process.send) {
  const [name] = wanted;
  process.send(await dropsOf(droppedClients[name], Number(drops), Number(items)));
  process.exit(0);
}

console.log(row('client', 'items', 'lost', 'of them untold', 'doubled', 'p50 to be back', 'crashes'));
console.log(row('---', ...Array(6).fill('--:')));
let failed = 0;
for (const name of names) {
  const child = fork(fileURLToPath(import.meta.url), [drops, items, name], {
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  });
  const [found] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [undefined])]);
  if (name === ours && !(found?.lost === 0 && found.doubled === 0 && found.failures === 0)) failed += 1;
  console.log(found ? row(name, ...cellsOf(found)) : row(name, ...Array(6).fill('–')));
}
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exitCode = failed;
