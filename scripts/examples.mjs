// `npm run examples [-- file …]`: compiles every TypeScript example of the pages and docstrings against the built packages,
// runs each as a script of its own and compares what it prints with what its comments promise.
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { findExamples, promisedOutput } from './exampleSources.mjs';
import { exitOnInterrupt, mapLimited, outputOf, root } from './run.mjs';

/** An example that says nothing for so long hangs. */
const silenceMs = 120_000;

// Inside docs/, because its node_modules hold every package that an example may import.
const folder = `docs/.examples/${process.pid}`;
const examples = findExamples(process.argv.slice(2)).map((example, index) => ({
  ...example,
  file: `${folder}/${index}-${example.path.replace(/[^\w]+/g, '-')}`,
}));

/** Paths of extracted files become the paths of the pages that they came from; line numbers are already the same. */
const inPages = (output) =>
  examples.reduce(
    (text, { file, path }) => text.replaceAll(`${root}${file}.ts`, path).replaceAll(`${file}.ts`, path),
    output.replaceAll('file://', ''),
  );

const compile = async () => {
  mkdirSync(`${root}${folder}`, { recursive: true });
  for (const { file, text } of examples) writeFileSync(`${root}${file}.ts`, text);
  // A recording that every example may read, as `question.wav`; what examples write stays in this folder too.
  copyFileSync(`${root}packages/rx-realtime/samples/question.wav`, `${root}${folder}/question.wav`);
  const options = {
    target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'nodenext', moduleDetection: 'force',
    strict: true, skipLibCheck: true, types: ['node'], sourceMap: true, rootDir: '.',
  }; // prettier-ignore
  writeFileSync(
    `${root}${folder}/tsconfig.json`,
    JSON.stringify({ compilerOptions: options, include: ['*.ts'] }),
  );
  const { output } = await outputOf([
    'node',
    'node_modules/typescript7/bin/tsc',
    '-p',
    folder,
    '--pretty',
    'false',
  ]);
  const messages = output.trimEnd().split(/\n(?!\s)/);
  const others = messages.filter(
    (message) => message !== '' && !examples.some(({ file }) => message.includes(`${file}.ts`)),
  );
  if (others.length > 0) throw new Error(others.join('\n'));
  return messages;
};

const matches = (promised, printed) =>
  promised.length === printed.length &&
  promised.every((line, index) => {
    const pattern = line.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${pattern.join('.*')}$`).test(printed[index].trim());
  });

/** Resolves to what is wrong with a compiled example, or undefined. */
const problemOf = async ({ file, text, runs }) => {
  if (!runs) return undefined;
  const { OPENAI_API_KEY: _, ...env } = process.env;
  const command = ['node', '--enable-source-maps', `${root}${file}.js`];
  const { code, output, stdout } = await outputOf(command, {
    cwd: `${root}${folder}`,
    silenceMs,
    env,
  });
  if (code !== 0) return output.trimEnd() || `ended with exit code ${code}`;
  const promised = promisedOutput(text);
  const printed = stdout.trimEnd().split('\n');
  if (promised && !matches(promised, printed))
    return `promises\n  ${promised.join('\n  ')}\nprints\n  ${printed.join('\n  ')}`;
  return undefined;
};

exitOnInterrupt();
try {
  const compilerMessages = examples.length > 0 ? await compile() : [];
  const problems = await mapLimited(examples, 2, (example) => {
    const errors = compilerMessages.filter((message) => message.includes(`${example.file}.ts`));
    return errors.length > 0 ? errors.join('\n') : problemOf(example);
  });
  const failed = examples
    .map((example, index) => ({ ...example, problem: problems[index] }))
    .filter(({ problem }) => problem);
  for (const { path, line, problem } of failed)
    console.error(`${path}:${line} example failed\n${inPages(problem).replace(/^/gm, '  ')}\n`);

  const counts = { passed: examples.length - failed.length, failed: failed.length };
  mkdirSync(`${root}.cache`, { recursive: true });
  writeFileSync(`${root}.cache/examples.json`, JSON.stringify(counts));
  const compiledOnly = examples.filter(({ runs }) => !runs).length;
  console.log(`Examples: ${counts.passed} passed, ${counts.failed} failed (${compiledOnly} only compiled)`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
} finally {
  rmSync(`${root}${folder}`, { recursive: true, force: true });
}
