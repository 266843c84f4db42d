// Compiles extracted examples in a folder, against the packages that are installed there, and runs each as a script of its own.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisedOutput } from './exampleSources.mjs';
import { mapLimited, outputOf, root } from './run.mjs';

/** An example that says nothing for so long hangs. */
const silenceMs = 120_000;

/** Paths of extracted files become the paths of the pages that they came from; line numbers are already the same. */
const inPages = (examples, output) =>
  examples.reduce(
    // tsc names files from the root of the workspace, or by as many `..` as lead from there to another folder.
    (text, { file, path }) => text.replace(new RegExp(`\\S*${basename(file)}\\.ts`, 'g'), path),
    output.replaceAll('file://', ''),
  );

const compile = async (folder, examples) => {
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of examples) writeFileSync(`${file}.ts`, text);
  // A recording that every example may read, as `question.wav`; what examples write stays in this folder too.
  copyFileSync(`${root}packages/rx-realtime/samples/question.wav`, `${folder}/question.wav`);
  const options = {
    target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'nodenext', moduleDetection: 'force',
    strict: true, skipLibCheck: true, types: ['node'], sourceMap: true, rootDir: '.',
  }; // prettier-ignore
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
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
    (message) => message !== '' && !examples.some(({ file }) => message.includes(`${basename(file)}.ts`)),
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

/** What is wrong with what an example has printed, or undefined. */
export const outputProblem = (text, stdout) => {
  const promised = promisedOutput(text);
  const printed = stdout.trimEnd().split('\n');
  return promised && !matches(promised, printed)
    ? `promises\n  ${promised.join('\n  ')}\nprints\n  ${printed.join('\n  ')}`
    : undefined;
};

/** Resolves to what is wrong with a compiled example, or undefined. */
const problemOf = async (folder, { file, text, runs }) => {
  if (!runs) return undefined;
  const { OPENAI_API_KEY: _, ...env } = process.env;
  const command = ['node', '--enable-source-maps', `${file}.js`];
  const { code, output, stdout } = await outputOf(command, {
    cwd: folder,
    silenceMs,
    env,
  });
  if (code !== 0) return output.trimEnd() || `ended with exit code ${code}`;
  return outputProblem(text, stdout);
};

/**
 * Checks examples of `findExamples` in `folder`, whose `node_modules`, or those above it, hold what they may import.
 * Resolves to those that fail, each with its `problem`, which names pages and lines.
 */
export const failedExamples = async (folder, given) => {
  if (given.length === 0) return [];
  const examples = given.map((example, index) => ({
    ...example,
    file: `${folder}/${index}-${example.path.replace(/[^\w]+/g, '-')}`,
  }));
  const compilerMessages = await compile(folder, examples);
  const problems = await mapLimited(examples, 2, (example) => {
    const errors = compilerMessages.filter((message) => message.includes(`${basename(example.file)}.ts`));
    return errors.length > 0 ? errors.join('\n') : problemOf(folder, example);
  });
  return examples
    .map((example, index) => ({ ...example, problem: problems[index] }))
    .filter(({ problem }) => problem)
    .map((example) => ({ ...example, problem: inPages(examples, example.problem) }));
};

/** Says on standard error what failed. */
export const tellFailures = (failed) => {
  for (const { path, line, problem } of failed)
    console.error(`${path}:${line} example failed\n${problem.replace(/^/gm, '  ')}\n`);
};
