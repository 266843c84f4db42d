// Mutation tests of the pure folds and policies: plants one mistake at a time and looks whether their specs turn red.
//   node scripts/mutation/run.mjs [--only outstanding] [--every 1] [--show]
// --every 5 tries every fifth mutant. Prints what survives, a score for each file, and "N passed, N failed" (by file).
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exitOnInterrupt, mapLimited, root } from '../run.mjs';
import { judgeIn } from './judgeIn.mjs';
import { mutantsOf } from './mutantsOf.mjs';
import { targets } from './targets.mjs';

const { values } = parseArgs({
  options: { only: { type: 'string' }, every: { type: 'string', default: '1' }, show: { type: 'boolean' } },
});
const every = Number(values.every);
const isFound = judgeIn('mutation');

exitOnInterrupt();
let failed = 0;
const chosen = targets.filter(({ file }) => values.only === undefined || file.includes(values.only));
for (const { file, specs, least = 0 } of chosen) {
  const path = `${root}${file}`;
  const missing = [path, ...specs.map((spec) => root + spec)].filter((name) => !existsSync(name));
  if (missing.length > 0) throw new Error(`not there: ${missing.join(', ')}`);
  const mutants = mutantsOf(path, readFileSync(path, 'utf8')).filter((_, index) => index % every === 0);
  const results = await mapLimited(mutants, 2, ({ text }) => isFound({ file, text, specs }));
  const killed = results.filter(Boolean).length;
  const score = mutants.length === 0 ? 1 : killed / mutants.length;
  const passes = score >= least;
  if (!passes) failed += 1;
  console.log(
    `${passes ? 'ok    ' : 'FAILED'} ${(score * 100).toFixed(0).padStart(3)} % of ${mutants.length}  ${file}`,
  );
  if (values.show || !passes)
    mutants.forEach(({ line, name }, index) => {
      if (!results[index]) console.log(`         :${line} ${name.slice(0, 100)}`);
    });
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
