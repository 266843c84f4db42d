// Runs steps one after the other, one line a step, and stops at the first that fails; counts the tests of all of them.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

/** No step may hang: one that says nothing for so long is ended and has failed. */
const silenceMs = 8 * 60_000;

/** Runs one step, prints its line and resolves to whether it passed and the tests that it counted. */
const runStep = async ({ name, command, summary, report, counts, env: more }) => {
  if (report) rmSync(root + report, { force: true });
  process.stdout.write(`${name.padEnd(9)} `);
  // Nothing here may reach the real service by accident.
  const { OPENAI_API_KEY: _, FORCE_COLOR: __, ...env } = process.env;
  const { code, output, seconds } = await outputOf(command, {
    silenceMs,
    env: { ...env, NO_COLOR: '1', ...more },
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

/** The steps that the command line asks for: `--only lint`, `--from specs`. */
const chosenOf = (steps) => {
  const { values } = parseArgs({ options: { only: { type: 'string' }, from: { type: 'string' } } });
  const first = steps.findIndex(({ name }) => name === (values.only ?? values.from ?? steps[0].name));
  if (first < 0) {
    console.error(`Steps: ${steps.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  return steps.slice(first, values.only ? first + 1 : undefined);
};

/** Runs the chosen steps and ends this process with their verdict. */
export const runSteps = async (command, steps) => {
  const chosen = chosenOf(steps);
  exitOnInterrupt();
  const started = performance.now();
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
    failedStep ? `\nStopped at ${failedStep}: ${command} -- --from ${failedStep}` : `\nPassed in ${time}`,
  );
  if (total.passed + total.failed > 0) console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exit(failedStep ? 1 : 0);
};
