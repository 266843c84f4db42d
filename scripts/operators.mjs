// The index of all operators, docs/OPERATORS.md: names and types come from the API reports, what each does from the first
// sentence of its docstring, the recipes from their imports. `npm run api` writes it after the reports; with `--check` a
// stale page is an error.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { packageFolders, root } from './run.mjs';

const page = 'docs/OPERATORS.md';
const umbrella = 'rx-realtime';
const read = (path) => readFileSync(root + path, 'utf8');
const parse = (path, text) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);

/** What a function returns, by the words of its type: it transforms a stream, or one begins or ends there. */
const kindOf = (returned) => {
  if (/^(MonoType)?OperatorFunction\b|^UnaryFunction\b/.test(returned)) return 'operator';
  if (/^Observable\b|(Socket|Player|Speaker)$/.test(returned)) return 'end';
  return undefined;
};

const isExported = (node) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** The functions that a file declares and exports: name, statement and what it returns. */
const functionsIn = (file) =>
  file.statements.filter(isExported).flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement))
      return [{ name: statement.name.text, statement, type: statement.type?.getText(file) ?? '' }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.map((declaration) => ({
      name: declaration.name.getText(file),
      statement,
      type:
        declaration.type && ts.isFunctionTypeNode(declaration.type)
          ? declaration.type.type.getText(file)
          : '',
    }));
  });

/** The functions of an API report, `{ name, kind }`. */
const reported = (path) => {
  const code = /```ts\n([^]*)```/.exec(read(path))?.[1] ?? '';
  const found = functionsIn(parse(`${path}.ts`, code)).map(({ name, type }) => ({
    name,
    kind: kindOf(type),
  }));
  return [...new Map(found.filter(({ kind }) => kind).map((entry) => [entry.name, entry])).values()];
};

/** The first sentence of a docstring, links as the names that they show. */
const summaryOf = (statement) => {
  const [doc] = ts.getJSDocCommentsAndTags(statement);
  const text = (ts.getTextOfJSDocComment(doc?.comment) ?? '')
    .replaceAll(/\{@link ([^\s|}]+)(?:[\s|]+([^}]+))?\}/g, (_, target, shown) => `\`${shown ?? target}\``)
    .split('\n\n')[0]
    .replaceAll(/\s+/g, ' ');
  return /^.*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
};

const sourcesOf = (folder) =>
  readdirSync(`${root}packages/${folder}/src`, { recursive: true })
    .map((name) => `packages/${folder}/src/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !/\.spec(-types)?\.ts$/.test(path));

/** Where a package's functions are declared, by name: those of two entry points may share a name. */
const declaredIn = (folder) =>
  sourcesOf(folder).flatMap((path) =>
    functionsIn(parse(path, read(path))).map(({ name, statement }) => ({
      name,
      path,
      summary: summaryOf(statement),
    })),
  );

/** The file of a function: of several with its name, the one in the room of the entry point. */
const declarationOf = (declarations, name, subpath) => {
  const found = declarations.filter((declaration) => declaration.name === name);
  return found.find(({ path }) => subpath !== '' && path.includes(`/${subpath}/`)) ?? found[0];
};

/** Each name that an entry point of the umbrella exports from elsewhere: `specifier#name` → entry point. */
const homes = () => {
  const found = new Map();
  for (const entry of Object.keys(JSON.parse(read(`packages/${umbrella}/package.json`)).exports)) {
    const path = `packages/${umbrella}/src/${entry === '.' ? 'index' : entry.slice(2)}.ts`;
    if (!existsSync(root + path)) continue;
    for (const statement of parse(path, read(path)).statements.filter(ts.isExportDeclaration)) {
      const names = statement.exportClause?.elements?.map(({ name }) => name.text) ?? ['*'];
      for (const name of names) {
        const key = `${statement.moduleSpecifier.text}#${name}`;
        if (!found.has(key)) found.set(key, umbrella + entry.slice(1));
      }
    }
  }
  return (specifier, name) => found.get(`${specifier}#${name}`) ?? found.get(`${specifier}#*`);
};

/** The recipes with their titles, and what each imports as `specifier#name`. */
const recipes = () =>
  readdirSync(`${root}docs/recipes`)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => {
      const text = read(`docs/recipes/${name}`);
      const imports = [...text.matchAll(/^import (?:type )?\{([^}]*)\} from '(rx-realtime[^']*)';/gm)];
      return {
        path: `recipes/${name}`,
        title: /^# (.+)$/m.exec(text)?.[1] ?? name,
        uses: new Set(
          imports.flatMap(([, braces, specifier]) =>
            braces.split(',').map((one) => `${specifier}#${one.trim().split(' as ')[0]}`),
          ),
        ),
      };
    });

/** Every entry of the index, A–Z. */
export const operatorEntries = () => {
  const homeOf = homes();
  const pages = recipes();
  return packageFolders()
    .filter((folder) => folder !== umbrella && existsSync(`${root}packages/${folder}/etc`))
    .flatMap((folder) => {
      const declarations = declaredIn(folder);
      return readdirSync(`${root}packages/${folder}/etc`).flatMap((report) => {
        const subpath = report.slice(folder.length, -'.api.md'.length).replace('-', '');
        const specifier = `@rx-realtime/${folder}${subpath && `/${subpath}`}`;
        return reported(`packages/${folder}/etc/${report}`).map(({ name, kind }) => {
          const home = homeOf(specifier, name);
          return {
            ...declarationOf(declarations, name, subpath),
            name,
            kind,
            specifier,
            home,
            recipes: pages.filter(({ uses }) => uses.has(`${home}#${name}`)),
          };
        });
      });
    })
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.specifier.localeCompare(b.specifier, 'en'));
};

/** At most so many recipes in a row, those first that use the fewest other names: they are about this one. */
const shownRecipes = 3;

const recipeLinks = (used) => {
  const links = [...used]
    .sort((a, b) => a.uses.size - b.uses.size)
    .slice(0, shownRecipes)
    .map(({ title, path }) => `[${title}](${path})`);
  const others = used.length - links.length;
  return links.join(', ') + (others > 0 ? `, ${others} more` : '');
};

const row = ({ name, path, home, specifier, summary, recipes: used }) =>
  `| [\`${name}\`](../${path}) | \`${home}\`<br>\`${specifier}\` | ${summary.replaceAll('|', '\\|')} | ${recipeLinks(used)} |`;

const table = (found) =>
  ['| name | import from | what it does | recipes |', '| --- | --- | --- | --- |', ...found.map(row)].join(
    '\n',
  );

const problemsOf = (found) =>
  found.flatMap(({ name, specifier, home, summary }) => [
    ...(home ? [] : [`${specifier} exports the operator ${name}, and no entry point of ${umbrella} does`]),
    ...(summary ? [] : [`${specifier}: ${name} has no docstring to quote`]),
  ]);

const render = (found) => {
  const operators = found.filter(({ kind }) => kind === 'operator');
  const ends = found.filter(({ kind }) => kind === 'end');
  return `# All operators, A–Z

<!-- Written by \`npm run api\`; change the docstrings instead. -->

An operator here is an exported function that returns an \`OperatorFunction\`: it stands in a \`pipe\`. A second table has
what stands at the ends of one: functions that return an Observable, a socket or a player. The first import is that of
the one install, the second that of the package by itself. [Which operator do I need?](which-operator.md) goes by task.

## Operators (${operators.length})

${table(operators)}

## Sources, sockets and players (${ends.length})

${table(ends)}
`;
};

/** Writes the page, or says what is wrong with it: `problems` is empty when all is well. */
export const operatorIndex = ({ isCheck }) => {
  const found = operatorEntries();
  const problems = problemsOf(found);
  const text = render(found);
  const isStale = !existsSync(root + page) || read(page) !== text;
  if (isStale && isCheck) problems.push(`${page} is stale: \`npm run api\` renews it`);
  if (isStale && !isCheck) writeFileSync(root + page, text);
  return { problems, written: isStale && !isCheck ? [page] : [] };
};
