// `npm test`: everything that must hold before a change lands, one line a step; stops at the first step that fails.
// For developers: `npm test -- --only lint`, `npm test -- --from specs`.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { install } from './install.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

/** No step may hang: a step that takes longer is ended and has failed. */
const limitMs = 8 * 60_000;

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
  { name: 'packages', command: ['node', 'scripts/packageChecks.mjs'] },
  { name: 'api', command: ['node', 'scripts/api.mjs', '--check'] },
  { name: 'size', command: ['node', 'node_modules/size-limit/bin.js'] },
  { name: 'nodes', command: ['node', 'scripts/nodes.mjs'], summary: /^.+$/gm },
];

const { values } = parseArgs({ options: { only: { type: 'string' }, from: { type: 'string' } } });
const first = steps.findIndex(({ name }) => name === (values.only ?? values.from ?? steps[0].name));
if (first < 0) {
  console.error(`Steps: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const chosen = steps.slice(first, values.only ? first + 1 : undefined);

/** Runs one step, prints its line and resolves to whether it passed and the tests that it counted. */
const runStep = async ({ name, command, summary, report, counts }) => {
  if (report) rmSync(root + report, { force: true });
  process.stdout.write(`${name.padEnd(9)} `);
  // Nothing here may reach the real service by accident.
  const { OPENAI_API_KEY: _, FORCE_COLOR: __, ...env } = process.env;
  const { code, output, seconds } = await outputOf(command, {
    timeoutMs: limitMs,
    env: { ...env, NO_COLOR: '1' },
  });
  console.log(`${code === 0 ? 'ok' : 'FAILED'} ${seconds.toFixed(1)} s`);
  if (code !== 0) console.log(output.trimEnd());
  else if (summary) console.log((output.match(summary) ?? []).map((line) => `  ${line}`).join('\n'));
  return { passes: code === 0, counts: report ? counts(readReport(report)) : undefined };
};

const readReport = (report) => {
  try {
    return JSON.parse(readFileSync(root + report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 1 };
  }
};

exitOnInterrupt();
const started = performance.now();
await install();
mkdirSync(`${root}.cache`, { recursive: true });

const total = { passed: 0, failed: 0 };
let failedStep;
for (const step of chosen) {
  const { passes, counts } = await runStep(step);
  total.passed += counts?.passed ?? 0;
  total.failed += counts?.failed ?? 0;
  if (!passes) {
    failedStep = step.name;
    break;
  }
}

const seconds = (performance.now() - started) / 1000;
const time = seconds < 60 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
console.log(
  failedStep ? `\nStopped at ${failedStep}: npm test -- --from ${failedStep}` : `\nPassed in ${time}`,
);
if (total.passed + total.failed > 0) console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(failedStep ? 1 : 0);
