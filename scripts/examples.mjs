// `npm run examples [-- file …]`: compiles every TypeScript example of the pages and docstrings against the built packages,
// runs each as a script of its own and compares what it prints with what its comments promise.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { failedExamples, tellFailures } from './exampleRuns.mjs';
import { findExamples } from './exampleSources.mjs';
import { exitOnInterrupt, root } from './run.mjs';

// Inside docs/, because its node_modules hold every package that an example may import.
const folder = `${root}docs/.examples/${process.pid}`;
const examples = findExamples(process.argv.slice(2));

exitOnInterrupt();
try {
  const failed = await failedExamples(folder, examples);
  tellFailures(failed);
  const counts = { passed: examples.length - failed.length, failed: failed.length };
  mkdirSync(`${root}.cache`, { recursive: true });
  writeFileSync(`${root}.cache/examples.json`, JSON.stringify(counts));
  const compiledOnly = examples.filter(({ runs }) => !runs).length;
  console.log(`Examples: ${counts.passed} passed, ${counts.failed} failed (${compiledOnly} only compiled)`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
