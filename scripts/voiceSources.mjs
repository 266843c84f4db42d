// What the rules of scripts/voiceRules.mjs look at: the sources of the public packages, parsed, and the parts of them.
import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { publicPackages } from './packages.mjs';
import { root } from './run.mjs';

export const read = (path) => readFileSync(root + path, 'utf8');

/** Every source of a public package, parsed once: path, text, syntax tree. */
export const filesOf = (folder) =>
  readdirSync(`${root}packages/${folder}/src`, { recursive: true })
    .map((name) => `packages/${folder}/src/${name.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => ({ path, text: read(path) }))
    .map(({ path, text }) => ({
      path,
      text,
      file: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
    }));

export const isSpec = ({ path }) => /\.spec(-[\w-]+)?\.ts$/.test(path);
export const isExported = (node) =>
  node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

/** A function that has a name: declared, or an arrow in a variable. */
export const isFunction = (node) =>
  ts.isFunctionDeclaration(node) ||
  (ts.isVariableDeclaration(node) &&
    node.initializer !== undefined &&
    (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer)));

/** All nodes of a tree that a test picks. */
export const nodesIn = (file, test) => {
  const found = [];
  const visit = (node) => {
    if (test(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

export const at = ({ path, file }, position) =>
  `${path}:${file.getLineAndCharacterOfPosition(position).line + 1}`;
export const problemAt = (source, node, message) => `${at(source, node.getStart(source.file))} ${message}`;

/** Docstrings and comments with where they begin; strings that look like comments are none. */
export const commentsIn = ({ text }) =>
  [...text.matchAll(/\/\*\*?[^]*?\*\/|(?<![:'"`])\/\/ [^\n]*/g)].map((match) => ({
    text: match[0],
    index: match.index,
  }));

/** The names that a file exports where it declares them; `undefined` for one that only passes others on. */
export const declaredNames = ({ file }) => {
  const names = file.statements
    .filter(isExported)
    .flatMap((statement) =>
      ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.map(({ name }) => name.getText(file))
        : [statement.name?.text ?? ''],
    );
  const isBarrel = names.length === 0 && file.statements.some(ts.isExportDeclaration);
  return isBarrel ? undefined : names;
};

/** The names that stand in the API reports of a package: what a user can import. */
const publicNames = new Map(
  publicPackages().map(({ folder }) => [
    folder,
    new Set(
      readdirSync(`${root}packages/${folder}/etc`).flatMap((report) =>
        [...read(`packages/${folder}/etc/${report}`).matchAll(/^export (?:abstract )?\w+ (\w+)/gm)].map(
          ([, name]) => name,
        ),
      ),
    ),
  ]),
);

export const isPublic = ({ path }, name) => publicNames.get(path.split('/')[1])?.has(name) ?? false;

/** Exported functions that return an operator, with the docstrings before them: those of all overloads. */
export const operatorsIn = ({ file, text }) => {
  const found = file.statements.filter(isExported).flatMap((statement) => {
    const declaration = ts.isVariableStatement(statement)
      ? statement.declarationList.declarations[0]
      : statement;
    const type =
      declaration.type && ts.isFunctionTypeNode(declaration.type) ? declaration.type.type : declaration.type;
    const returned = type ?? declaration.initializer?.type;
    if (!returned || !/^((MonoType)?Operator|Unary)Function\b/.test(returned.getText(file))) return [];
    const [doc] = ts.getJSDocCommentsAndTags(statement);
    return [
      { statement, name: declaration.name.getText(file), doc: doc ? text.slice(doc.pos, doc.end) : '' },
    ];
  });
  const docOf = (wanted) =>
    found
      .filter(({ name }) => name === wanted)
      .map(({ doc }) => doc)
      .join('\n');
  return found
    .filter(({ name }, index) => index === found.findIndex((one) => one.name === name))
    .map(({ statement, name }) => ({ statement, name, doc: docOf(name) }));
};
