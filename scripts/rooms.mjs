// The import rule: what each package may import, read from the table under "Rooms" of AGENTS.md, where it is stated once.
import { readFileSync } from 'node:fs';
import { packageFolders, root } from './run.mjs';

/** Where the rule stands, for messages. */
export const statedIn = 'the table of rooms in AGENTS.md';

const cellsOf = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Folders in backticks and the last cell of each row: `{ folders, words }`. */
const rows = () => {
  const [table = ''] =
    /^\|.*\| may import +\|\n(\|.*\n)+/m.exec(readFileSync(`${root}AGENTS.md`, 'utf8')) ?? [];
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && line.includes('`'))
    .map(cellsOf)
    .map((cells) => ({
      folders: [...cells[0].matchAll(/`([^`]+)`/g)].map(([, folder]) => folder),
      words: cells.at(-1) === '–' ? [] : cells.at(-1).split(/,\s*/),
    }));
};

const scoped = (name) => (name === 'rx-realtime' ? name : `@rx-realtime/${name}`);

/**
 * The rule by folder (`packages/audio`, `docs`): a set of package names, or undefined for a folder that may import all.
 * A word of the table is one of our packages, a package of others, `node:*`, `all above` or `all`. Problems are rows
 * that name one of our packages which does not stand above them, and folders or rows that have no counterpart.
 */
export const importRule = () => {
  const ours = packageFolders();
  const above = new Set();
  const rule = new Map();
  const problems = [];
  for (const { folders, words } of rows()) {
    const names = words.flatMap((word) => {
      if (word === 'all above') return [...above].map(scoped);
      if (!ours.includes(word)) return [word];
      if (!above.has(word))
        problems.push(`${folders.join(', ')} may not import ${word}, which is not above it in ${statedIn}`);
      return [scoped(word)];
    });
    for (const folder of folders) {
      rule.set(folder, words.includes('all') ? undefined : new Set(names));
      const name = folder.replace('packages/', '');
      if (name !== folder) above.add(name);
      if (name !== folder && !ours.includes(name)) problems.push(`${folder} of ${statedIn} does not exist`);
    }
  }
  for (const name of ours)
    if (!rule.has(`packages/${name}`))
      problems.push(`packages/${name} has no row in ${statedIn}: say what it may import`);
  return { rule, problems };
};
