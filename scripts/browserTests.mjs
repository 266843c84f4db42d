// `npm run test:browser`: the packages in a real Chromium. Not part of `npm test`, because not every machine has one.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { build } from './build.mjs';
import { exitCodeOf, exitOnInterrupt, root, run } from './run.mjs';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.log(`skipped: no Chromium at ${chromium} (apt-get install chromium, or name one in CHROMIUM)`);
  process.exit(0);
}

exitOnInterrupt();
// What the pages import; their own imports come with them.
const buildCode = await build(
  ...['audio', 'connection', 'responses', 'simulator'].map((folder) => `packages/${folder}`),
);
if (buildCode !== 0) process.exit(buildCode);
// The site is one of the pages, where it is among what is wanted.
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
if (wanted.length === 0 || wanted.some((part) => part.includes('site'))) run(['node', 'docs/site/build.mjs']);

// The examples of frameworks are pages too, where they are among what is wanted.
const isFramework = (word) => ['react', 'angular'].includes(word);
const frameworks = wanted.filter(isFramework);
const specs = process.argv.slice(2).filter((argument) => !isFramework(argument));

if (wanted.length === 0 || frameworks.length < wanted.length) {
  const report = `${root}.cache/browser.json`;
  mkdirSync(`${root}.cache`, { recursive: true });
  const code = exitCodeOf([
    'node',
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--testMatch=<rootDir>/packages/browser-tests/spec/**/*.spec.ts',
    '--runInBand',
    '--verbose',
    '--testTimeout=60000',
    '--json',
    `--outputFile=${report}`,
    ...specs,
  ]);
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  console.log(`${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed`);
  if (code !== 0) process.exit(code);
}
if (wanted.length === 0 || frameworks.length > 0) run(['node', 'scripts/frameworks.mjs', ...frameworks]);
