// `npm test`: everything that must hold before a change lands, one line a step; stops at the first step that fails.
// For developers: `npm test -- --only lint`, `npm test -- --from specs`.
import { runSteps } from './steps.mjs';

const jestReport = '.cache/jest.json';
const examplesReport = '.cache/examples.json';

const steps = [
  { name: 'build', command: ['node', 'scripts/build.mjs'] },
  { name: 'lint', command: ['node', 'scripts/lint.mjs'] },
  { name: 'types', command: ['node', 'scripts/types.mjs'] },
  {
    name: 'specs',
    command: ['node', 'scripts/jest.mjs', '--ci', '--maxWorkers=2', '--json', `--outputFile=${jestReport}`],
    summary: /^(Test Suites|Tests|Snapshots|Time):.*$/gm,
    report: jestReport,
    counts: ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) => ({
      passed: numPassedTests,
      failed: numFailedTests + numRuntimeErrorTestSuites,
    }),
  },
  {
    name: 'examples',
    command: ['node', 'scripts/examples.mjs'],
    summary: /^Examples:.*$/gm,
    report: examplesReport,
    counts: (counts) => counts,
  },
  {
    name: 'cuts',
    command: ['node', 'packages/reconnection/fuzz/cuts.mjs', '20000', '1'],
    summary: /^\d+ passed.*$/gm,
  },
  { name: 'docs', command: ['node', 'docs/site/build.mjs'], summary: /^\d+ pages .*$/gm },
  { name: 'packages', command: ['node', 'scripts/packageChecks.mjs'] },
  { name: 'api', command: ['node', 'scripts/api.mjs', '--check'] },
  { name: 'size', command: ['node', 'node_modules/size-limit/bin.js'] },
  { name: 'nodes', command: ['node', 'scripts/nodes.mjs'], summary: /^.+$/gm },
];

await runSteps('npm test', steps);
