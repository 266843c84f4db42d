// The rules of the house that no linter has: which package may import what (scripts/rooms.mjs), barrels that name what they
// export, and no way round the type checker, the linter or the tests.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { findExamples, pagesUnder } from './exampleSources.mjs';
import { importRule, statedIn } from './rooms.mjs';
import { packageFolders, root } from './run.mjs';

const { rule, problems: ruleProblems } = importRule();

const forbidden = [
  [/\bas unknown as\b/, 'a double assertion switches the type checker off: narrow with a codec or a guard'],
  [/@ts-(ignore|nocheck)\b/, 'no @ts-ignore: fix the type, or use @ts-expect-error in a type test'],
  [
    /\b(eslint|oxlint)-disable\b/,
    'no lint switches in sources: fix the code or argue for the rule in .oxlintrc.json',
  ],
  [/\b(TODO|FIXME)\b/, 'no TODO: do it or open an issue'],
  [
    /\bsetTimeout\(\s*(resolve|done|resume|r)\b|\btimers\/promises\b/,
    'no sleeping: virtual time, or wait for what is to happen',
  ],
  [/\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/, 'no skipped or focused tests'],
];

const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** What the rule says against an import by a folder, `packages/audio` or `docs`. */
const importProblem = (folder, specifier) => {
  const allowed = rule.get(folder);
  const name = specifier.startsWith('node:') ? 'node:*' : packageOf(specifier);
  return allowed === undefined || allowed.has(name)
    ? undefined
    : `${folder} may not import ${name}: ${statedIn} says what it may`;
};

/** What can be imported from our packages: the keys of their `exports`, by the name of the package. */
const entriesOf = new Map(
  packageFolders()
    .filter((folder) => existsSync(`${root}packages/${folder}/package.json`))
    .map((folder) => JSON.parse(readFileSync(`${root}packages/${folder}/package.json`, 'utf8')))
    .map(({ name, exports = {} }) => [name, Object.keys(exports)]),
);

/** An import that reaches behind the entry points of one of our packages. */
const insideProblem = (specifier) => {
  const name = packageOf(specifier);
  const entries = entriesOf.get(name);
  const entry = `.${specifier.slice(name.length)}`;
  return entries === undefined || entries.includes(entry)
    ? undefined
    : `${name} has no entry point ${entry}: what is inside a package cannot be reached`;
};

const specifierProblem = (folder, specifier, path) => {
  if (/^\.\.?\//.test(specifier)) {
    const target = posix.join('packages', posix.dirname(path), specifier);
    if (!target.startsWith(`${folder}/`)) return 'another package is imported by its name';
    return /\.(ts|json)$/.test(specifier) ? undefined : 'a relative import carries its extension: ./x.ts';
  }
  if (specifier.startsWith('#')) return undefined;
  if (/^(fp-ts|io-ts|rxjs)\/(lib|es6|dist|internal)\b|^fp-ts\//.test(specifier))
    return "import from the package itself, as in `import { either as E } from 'fp-ts'`";
  return importProblem(folder, specifier) ?? insideProblem(specifier);
};

const specifiersOf = (file) => {
  const found = [];
  const visit = (node) => {
    const target =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node)
            ? node.argument.literal
            : undefined;
    if (target && ts.isStringLiteralLike(target)) found.push(target);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

/** `export { a, b } from '…'`. */
const isReexport = (statement) =>
  ts.isExportDeclaration(statement) &&
  statement.moduleSpecifier !== undefined &&
  statement.exportClause !== undefined &&
  ts.isNamedExports(statement.exportClause);

/** The ways round the type checker, the linter and the tests that a file takes. */
const forbiddenIn = (path, text) =>
  forbidden.flatMap(([pattern, message]) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(
      ({ index }) => `packages/${path}:${text.slice(0, index).split('\n').length} ${message}`,
    ),
  );

/** What is wrong with one source file, as `path:line message`. */
const problemsIn = (folder, path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const isTest = /\.spec(-types)?\.ts$/.test(path);
  const problems = [];
  const report = (position, message) =>
    problems.push(`packages/${path}:${file.getLineAndCharacterOfPosition(position).line + 1} ${message}`);

  for (const target of isTest ? [] : specifiersOf(file)) {
    const problem = specifierProblem(`packages/${folder}`, target.text, path);
    if (problem) report(target.getStart(), `'${target.text}': ${problem}`);
  }
  problems.push(...forbiddenIn(path, text));
  for (const statement of /^[^/]+\/src\/index\.ts$/.test(path) ? file.statements : []) {
    if (!isReexport(statement)) {
      report(statement.getStart(), 'index.ts holds explicit named re-exports and nothing else');
    }
  }
  return problems;
};

/** The modules that a page's examples import, with the lines where they do. */
const pageProblems = (path) =>
  findExamples([path])
    .filter((example) => example.path === path)
    .flatMap(({ text }) => text.split('\n').map((line, index) => ({ line, number: index + 1 })))
    .flatMap(({ line, number }) => {
      const specifier = /\bfrom '([^']+)'|^import '([^']+)'/.exec(line);
      const problem = specifier && importProblem('docs', specifier[1] ?? specifier[2]);
      return problem ? [`${path}:${number} ${problem}`] : [];
    });

/** A dependency that the rule does not allow would be the first step to an import. */
const manifestProblems = (folder) => {
  const manifest = JSON.parse(readFileSync(`${root}packages/${folder}/package.json`, 'utf8'));
  return Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })
    .map((name) => importProblem(`packages/${folder}`, name))
    .filter((problem) => problem !== undefined)
    .map((problem) => `packages/${folder}/package.json: ${problem}`);
};

const filesIn = (folder) =>
  existsSync(`${root}packages/${folder}`)
    ? readdirSync(`${root}packages/${folder}`, { recursive: true })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    : [];

/** The picture of the architecture, which two pages show: their one fence of text. */
const pictureOf = (path) => /^```text\n[^]*?^```$/m.exec(readFileSync(root + path, 'utf8'))?.[0];

const pictureProblems = ([first, ...others]) =>
  others
    .filter((path) => pictureOf(path) === undefined || pictureOf(path) !== pictureOf(first))
    .map((path) => `${path}: its picture of the architecture is not the one of ${first}`);

const folders = packageFolders().filter((folder) => existsSync(`${root}packages/${folder}/package.json`));
const problems = [
  ...ruleProblems,
  ...folders.flatMap(manifestProblems),
  ...folders
    .flatMap((folder) => filesIn(`${folder}/src`).map((path) => [folder, path]))
    .flatMap(([folder, path]) => problemsIn(folder, path, readFileSync(`${root}packages/${path}`, 'utf8'))),
  ...folders
    .flatMap((folder) => filesIn(`${folder}/spec`))
    .flatMap((path) => forbiddenIn(path, readFileSync(`${root}packages/${path}`, 'utf8'))),
  ...['README.md', ...pagesUnder('docs')].flatMap(pageProblems),
  ...pictureProblems(['README.md', 'docs/GUIDE.md']),
];

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
