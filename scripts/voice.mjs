// "One voice" of CONTRIBUTING.md, as far as lines of code can hold it: `npm run lint` runs this.
// `node scripts/voice.mjs audio codecs` looks at some packages only; `--rule guards` at one rule.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findExamples, pagesUnder } from './exampleSources.mjs';
import { publicPackages } from './packages.mjs';
import { onceRules } from './onceRules.mjs';
import { root } from './run.mjs';
import { typeRules } from './typeRules.mjs';
import { sourceRules, stumbles } from './voiceRules.mjs';
import { filesOf, read } from './voiceSources.mjs';

const { values, positionals } = parseArgs({
  options: { rule: { type: 'string' } },
  allowPositionals: true,
});

const lineOf = (text, index) => text.slice(0, index).split('\n').length;

/** Rules about pages and about examples, wherever those stand. */
const textRules = {
  prints: (isWanted) =>
    findExamples([])
      .filter(({ path }) => isWanted(path))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => {
          const comment = /(?:^|\s)\/\/ ?(.*)$/.exec(line);
          if (!comment || comment[1].startsWith('prints:')) return [];
          const isOutput =
            /console\.log\b/.test(line.slice(0, comment.index)) || /^(→|=>|\[)/.test(comment[1]);
          return isOutput ? [`${path}:${index + 1} what an example prints is said as // prints: …`] : [];
        }),
      ),

  pageWords: (isWanted) =>
    [
      'README.md',
      'AGENTS.md',
      ...pagesUnder('docs'),
      ...publicPackages().map(({ folder }) => `packages/${folder}/README.md`),
    ]
      .filter((path) => isWanted(path) && existsSync(root + path))
      .flatMap((path) => {
        const text = read(path);
        return stumbles.flatMap(([pattern, better]) =>
          [...text.matchAll(new RegExp(pattern.source, `g${pattern.flags}`))].map(
            (match) => `${path}:${lineOf(text, match.index)} "${match[0].trim()}": say ${better}`,
          ),
        );
      }),
};

const isOn = (name) => values.rule === undefined || values.rule === name;
const folders = publicPackages()
  .map(({ folder }) => folder)
  .filter((folder) => positionals.length === 0 || positionals.includes(folder));
const isWanted = (path) =>
  positionals.length === 0 || positionals.some((folder) => path.startsWith(`packages/${folder}/`));

const problems = [
  ...folders.flatMap((folder) => {
    const sources = filesOf(folder);
    return Object.entries({ ...sourceRules, ...typeRules, ...onceRules })
      .filter(([name]) => isOn(name))
      .flatMap(([name, rule]) => rule(sources).map((problem) => `${problem} (${name})`));
  }),
  ...Object.entries(textRules)
    .filter(([name]) => isOn(name))
    .flatMap(([name, rule]) => rule(isWanted).map((problem) => `${problem} (${name})`)),
];

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
