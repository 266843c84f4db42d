// The rules of "One voice" and "Style" in CONTRIBUTING.md about names and types of what is exported; scripts/voice.mjs
// runs them.
import ts from 'typescript';
import { isExported, isPublic, isSpec, nodesIn, problemAt } from './voiceSources.mjs';

/** Whether a type stands where a user sees it: in an exported declaration, outside of what runs. */
const isSeen = (node) => {
  for (let at = node; !ts.isSourceFile(at.parent); at = at.parent) {
    const { parent } = at;
    if (ts.isBlock(parent) || ts.isPropertyDeclaration(parent)) return false;
    if ((ts.isArrowFunction(parent) || ts.isParameter(parent)) && parent.body === at) return false;
    if (ts.isVariableDeclaration(parent) && parent.initializer === at && !ts.isArrowFunction(at))
      return false;
    if (ts.isParameter(parent) && parent.dotDotDotToken) return false;
    // What WebSocket's constructor takes is the platform's.
    if (ts.isParameter(parent) && parent.name.getText() === 'protocols') return false;
    if (ts.isSourceFile(parent.parent)) return isExported(parent);
  }
  return isExported(node);
};

const isConfig = (node, source, ending = /Config$/) =>
  ts.isInterfaceDeclaration(node.parent) &&
  ending.test(node.parent.name.text) &&
  isPublic(source, node.parent.name.text);

const sourcesOnly = (rule) => (sources) => sources.filter((source) => !isSpec(source)).flatMap(rule);

const typeOf = (node, { file }) => node.type?.getText(file) ?? '';
const nameOf = (node, { file }) => node.name.getText(file);

/** The unit that the end of a name tells, and how a default says it. */
const units = [
  [/Ms$/, /\bms\b/, 'ms'],
  [/Hz$/, /\bk?Hz\b/, 'Hz'],
  [/[bB]ytes$/, /\bbytes?\b|\b[kM]i?B\b/, 'bytes'],
  [/Db$/, /\bdB/, 'dB'],
];

const defaultOf = (node) => {
  const tag = ts.getJSDocTags(node).find(({ tagName }) => tagName.text === 'defaultValue');
  return tag && (ts.getTextOfJSDocComment(tag.comment) ?? '');
};

export const typeRules = {
  arrays: sourcesOnly((source) =>
    nodesIn(
      source.file,
      (node) =>
        ts.isArrayTypeNode(node) &&
        !(ts.isTypeOperatorNode(node.parent) && node.parent.operator === ts.SyntaxKind.ReadonlyKeyword) &&
        isSeen(node),
    ).map((node) => problemAt(source, node, `${node.getText(source.file)} in an exported type is readonly`)),
  ),

  observers: sourcesOnly((source) => [
    ...nodesIn(
      source.file,
      (node) =>
        (ts.isPropertySignature(node) || ts.isMethodSignature(node)) && /^on[A-Z]/.test(nameOf(node, source)),
    ).map((node) => problemAt(source, node, `${nameOf(node, source)}: options are told with an xObserver`)),
    ...nodesIn(
      source.file,
      (node) =>
        ts.isPropertySignature(node) &&
        isConfig(node, source) &&
        /Observer</.test(typeOf(node, source)) !== nameOf(node, source).endsWith('Observer'),
    ).map((node) =>
      problemAt(source, node, `${nameOf(node, source)}: an observer in options is named xObserver`),
    ),
  ]),

  streams: sourcesOnly((source) =>
    nodesIn(
      source.file,
      (node) =>
        (ts.isPropertySignature(node) ||
          ts.isPropertyDeclaration(node) ||
          ts.isParameter(node) ||
          ts.isVariableDeclaration(node)) &&
        /^((Connectable)?Observable|(Behavior|Replay)?Subject)</.test(typeOf(node, source)) &&
        !nameOf(node, source).endsWith('$'),
    ).map((node) => problemAt(source, node, `${nameOf(node, source)}: the name of a stream ends in $`)),
  ),

  units: sourcesOnly((source) => [
    ...nodesIn(
      source.file,
      (node) =>
        ts.isPropertySignature(node) &&
        isConfig(node, source, /(Config|Info)$/) &&
        typeOf(node, source) === 'number' &&
        /(timeout|delay|duration|interval|period|latency|frequency|rate|age)$/i.test(nameOf(node, source)),
    ).map((node) =>
      problemAt(source, node, `${nameOf(node, source)}: a unit stands in the name, as in timeoutMs`),
    ),
    ...nodesIn(source.file, (node) => ts.isPropertySignature(node) && /^[\d-]/.test(defaultOf(node) ?? ''))
      .map((node) => ({ node, name: nameOf(node, source), value: defaultOf(node) }))
      .flatMap(({ node, name, value }) => {
        const unit = units.find(([ending]) => ending.test(name));
        const isBare = unit !== undefined && !unit[1].test(value);
        const isCrowded = unit === undefined ? /\d{5}/.test(value) : /\d{4}/.test(value);
        return [
          ...(isBare ? [problemAt(source, node, `${name}: its default has a unit, ${unit[2]}`)] : []),
          ...(isCrowded ? [problemAt(source, node, `${name}: commas stand between thousands`)] : []),
        ];
      }),
  ]),
};
