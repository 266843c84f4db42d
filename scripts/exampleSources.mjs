// Finds the TypeScript examples of Markdown pages and docstrings. An example keeps its line numbers:
// its text is padded with empty lines, so that a compiler error or a stack trace points into the page itself.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { packageFolders, root } from './run.mjs';

/** Files below a folder, without what is generated, installed or internal. */
const filesUnder = (folder) => {
  if (!existsSync(root + folder)) return [];
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isFile()) return `${folder}/${entry.name}`;
    const isSkipped = /^(\..*|node_modules|api|dist|internal)$/.test(entry.name);
    return entry.isDirectory() && !isSkipped ? filesUnder(`${folder}/${entry.name}`) : [];
  });
};

/** The Markdown pages below a folder. */
export const pagesUnder = (folder) => filesUnder(folder).filter((path) => path.endsWith('.md'));

const pages = () =>
  [
    'README.md',
    'CONTRIBUTING.md',
    'AGENTS.md',
    ...pagesUnder('docs'),
    ...packageFolders().map((folder) => `packages/${folder}/README.md`),
  ].filter((path) => existsSync(root + path));

const sources = () =>
  packageFolders()
    .flatMap((folder) => filesUnder(`packages/${folder}/src`))
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));

/** The ts fences among `lines` (line numbers from `offset`): where each starts, the words after "ts", its lines. */
const fencesIn = (lines, offset) => {
  const fences = [];
  let open;
  lines.forEach((line, index) => {
    const mark = /^\s*(`{3,})\s*(.*)$/.exec(line);
    if (open === undefined && mark) {
      const [language, ...words] = mark[2].trim().split(/\s+/);
      open = {
        mark: mark[1],
        isTs: /^(ts|typescript)$/.test(language),
        words,
        start: offset + index + 1,
        lines: [],
      };
    } else if (open && mark && mark[2] === '' && mark[1].length >= open.mark.length) {
      if (open.isTs) fences.push(open);
      open = undefined;
    } else open?.lines.push(line);
  });
  return fences;
};

/** Joins a fence marked `continue` to the one before it; an example with a `no-run` fence is only compiled. */
const joined = (path, fences) => {
  const examples = [];
  for (const { start, lines, words } of fences) {
    const isContinued = words.includes('continue') && examples.length > 0;
    if (!isContinued) examples.push({ path, line: start + 1, text: '', runs: true });
    const example = examples.at(-1);
    const written = example.text.split('\n').length - 1;
    example.text += '\n'.repeat(start - written) + lines.join('\n') + '\n';
    if (words.includes('no-run')) example.runs = false;
  }
  return examples;
};

const examplesOfPage = (path) => joined(path, fencesIn(readFileSync(root + path, 'utf8').split('\n'), 0));

/** An `@example` holds fences; one without any is code from its second line on. */
const examplesOfDocstrings = (path) => {
  const lines = readFileSync(root + path, 'utf8').split('\n');
  const examples = [];
  let block;
  const close = () => {
    if (block) {
      const fences = fencesIn(block.lines, block.start);
      const bare = { start: block.start, lines: block.lines, words: block.words };
      examples.push(...joined(path, fences.length > 0 ? fences : [bare]));
    }
    block = undefined;
  };
  let inComment = false;
  let inFence = false;
  lines.forEach((line, index) => {
    if (/^\s*\/\*\*/.test(line)) inComment = true;
    if (!inComment) return;
    const text = line.replace(/^\s*(\/\*\*|\*\/|\*) ?/, '').replace(/\s*\*\/$/, '');
    if (/^\s*`{3,}/.test(text)) inFence = !inFence;
    const tag = inFence ? null : /^@(\w+)\s*(.*)$/.exec(text);
    if (tag) close();
    if (tag?.[1] === 'example') block = { start: index + 1, lines: [], words: tag[2].split(/\s+/) };
    else block?.lines.push(text);
    if (line.includes('*/')) {
      close();
      inComment = inFence = false;
    }
  });
  return examples;
};

/** Every example of the project, or those of the files whose path contains one of `wanted`. */
export const findExamples = (wanted) => {
  const isWanted = (path) =>
    wanted.length === 0 || wanted.some((part) => path.includes(part.replace(/^\.\//, '')));
  return [
    ...pages().filter(isWanted).flatMap(examplesOfPage),
    ...sources().filter(isWanted).flatMap(examplesOfDocstrings),
  ];
};

/** The lines that an example's comments say it prints, or undefined when it makes no such promise. */
export const promisedOutput = (text) => {
  const promised = [];
  for (const line of text.split('\n')) {
    const comment = /(?:^|\s)\/\/ (.*)$/.exec(line);
    if (!comment) continue;
    const marked = /^prints: ?(.*)$/.exec(comment[1]);
    const isAfterLog = /console\.log\b/.test(line.slice(0, comment.index));
    if (marked) promised.push(marked[1].trim());
    else if (isAfterLog) promised.push(comment[1].trim());
  }
  return promised.length > 0 ? promised : undefined;
};
