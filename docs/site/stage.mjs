// Copies the project's pages to where VitePress reads them: `docs/GUIDE.md` becomes `guide.md`, a package's README
// `packages/<name>.md`, and each link leads to the page of the site, to the reference, or to the repository.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { posix } from 'node:path';
import { publicPackages } from '../../scripts/packages.mjs';
import { repositoryUrl, root, staged } from './paths.mjs';

const pagesIn = (folder) =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);

/** Each page of the repository that the site has, with its path there. */
const sitePages = () =>
  new Map([
    ...pagesIn('docs').map((path) => [path, posix.basename(path).toLowerCase()]),
    ...pagesIn('docs/recipes').map((path) => [
      path,
      `recipes/${posix.basename(path).replace('README', 'index')}`,
    ]),
    ...publicPackages().map(({ folder }) => [`packages/${folder}/README.md`, `packages/${folder}.md`]),
    ['README.md', 'readme.md'],
    ['CONTRIBUTING.md', 'contributing.md'],
    ['AGENTS.md', 'map.md'],
    ['SECURITY.md', 'report.md'],
  ]);

const isFolder = (path) => existsSync(root + path) && statSync(root + path).isDirectory();

/** What a link of the page `from` leads to in the site; `referenceOf` knows the reference's page for a source file. */
const linkOf = (pages, referenceOf, from, link) => {
  const [path, anchor] = link.split('#');
  if (path === '') return link;
  const target = posix.join(posix.dirname(from), path).replace(/\/$/, '');
  const page = pages.get(isFolder(target) ? `${target}/README.md` : target);
  const hash = anchor === undefined || (isFolder(target) && anchor === 'readme') ? '' : `#${anchor}`;
  if (page) return `/${page}${hash}`;
  const reference = referenceOf(target);
  return reference ? `/${reference}` : `${repositoryUrl}${target}${hash}`;
};

/** Changes what stands outside of fences. */
const outsideFences = (text, change) => {
  let fence;
  return text
    .split('\n')
    .map((line) => {
      const mark = /^\s*(`{3,})/.exec(line)?.[1];
      if (fence === undefined && mark) fence = mark;
      else if (fence !== undefined && mark === fence) fence = undefined;
      else if (fence === undefined) return change(line);
      return line;
    })
    .join('\n');
};

/** An anchor for each row of the protocol that is about one event: `#response.done`. */
const withEventAnchors = (text) => {
  const seen = new Set();
  return outsideFences(text, (line) =>
    line.replace(/^\| `((?:\w+\.)+\w+|error)`(?= *\|)/, (start, name) => {
      if (seen.has(name)) return start;
      seen.add(name);
      return `| <a id="${name}"></a>\`${name}\``;
    }),
  );
};

/** The index has four columns for a wide page; the site's are narrow, so it gets two. */
const withFewerColumns = (text) =>
  outsideFences(text, (line) =>
    line.replace(
      /^\| ((?:[^|\\]|\\.)*) \| ((?:[^|\\]|\\.)*) \| ((?:[^|\\]|\\.)*) \| ((?:[^|\\]|\\.)*) ?\|$/,
      (_, name, from, what, recipes) =>
        name === 'name' || name === '---'
          ? `| ${name} | ${what} |`
          : `| ${name} | ${what}<br>${from.replace('<br>', ' · ')}${recipes.trim() && `<br>${recipes}`} |`,
    ),
  );

/** What the site shows otherwise than the repository. */
const changes = new Map([
  ['docs/PROTOCOL.md', withEventAnchors],
  ['docs/OPERATORS.md', withFewerColumns],
]);

/** What users gain with the next release: the changesets, what is new before what got better. */
const changesPage = () => {
  const changesets = pagesIn('.changeset')
    .filter((path) => !path.endsWith('README.md'))
    .map((path) => /^---\n([^]*?)\n---\n([^]*)$/.exec(readFileSync(root + path, 'utf8')))
    .map(([, header, text]) => ({
      isPatch: /: patch$/m.test(header) && !/: (minor|major)$/m.test(header),
      line: `- ${text.trim().replaceAll('\n', '\n  ')}`,
    }));
  const listOf = (isPatch) =>
    changesets
      .filter((changeset) => changeset.isPatch === isPatch)
      .map(({ line }) => line)
      .join('\n');
  return `# Changes

What the next release brings. All packages share one version.

## New

${listOf(false)}

## Better

${listOf(true)}
`;
};

/** The groups of the recipes, from the list that leads to them. */
export const recipeGroups = () => {
  const text = readFileSync(`${root}docs/recipes/README.md`, 'utf8');
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      text: part.split('\n')[0],
      collapsed: true,
      items: [...part.matchAll(/^- \[(.+?)\]\((.+?)\.md\)/gm)].map(([, title, name]) => ({
        text: title.replaceAll('`', ''),
        link: `/recipes/${name}`,
      })),
    }));
};

const write = (path, text) => {
  mkdirSync(posix.dirname(staged + path), { recursive: true });
  if (!existsSync(staged + path) || readFileSync(staged + path, 'utf8') !== text)
    writeFileSync(staged + path, text);
};

/** Writes every page of the project into the site's folder. */
export const stage = (referenceOf) => {
  const pages = sitePages();
  for (const [path, page] of pages) {
    const text = readFileSync(root + path, 'utf8');
    const linked = outsideFences(text, (line) =>
      line.replace(/\]\((?!https?:|mailto:|\/)([^)\s]+\.(?:png|svg)|[^)\s]+)\)/g, (_, link) =>
        /\.(png|svg)$/.test(link)
          ? `](/${posix.join(posix.dirname(path), link).replace(/^docs\//, '')})`
          : `](${linkOf(pages, referenceOf, path, link)})`,
      ),
    );
    write(page, changes.get(path)?.(linked) ?? linked);
  }
  write('changes.md', changesPage());
  return [...pages.values(), 'changes.md'];
};
