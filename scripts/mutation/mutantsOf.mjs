// The mutants of a source: each is the text with one small mistake in it, of the kinds that people make.
import ts from 'typescript';

/** What an operator is mistaken for. */
const swaps = new Map([
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.EqualsEqualsToken, '!='],
  [ts.SyntaxKind.ExclamationEqualsToken, '=='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.QuestionQuestionToken, '&&'],
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
  [ts.SyntaxKind.MinusEqualsToken, '+='],
]);

const isType = (node) =>
  ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);

/** A call, an assignment or a deletion that stands by itself: what happens without it? */
const isEffect = (node) =>
  ts.isExpressionStatement(node) &&
  (ts.isCallExpression(node.expression) ||
    ts.isDeleteExpression(node.expression) ||
    ts.isPostfixUnaryExpression(node.expression) ||
    (ts.isBinaryExpression(node.expression) && node.parent.kind !== ts.SyntaxKind.SourceFile));

/** All mutants of a text, in the order of their places. */
export const mutantsOf = (path, text) => {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const replace = (node, by, name) => {
    const start = node.getStart(file);
    const { line } = file.getLineAndCharacterOfPosition(start);
    mutants.push({
      line: line + 1,
      name: name ?? `${text.slice(start, node.end)} → ${by}`,
      text: text.slice(0, start) + by + text.slice(node.end),
    });
  };
  const visit = (node) => {
    if (isType(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const by = swaps.get(node.operatorToken.kind);
      const isText = ts.isStringLiteralLike(node.left) || ts.isStringLiteralLike(node.right);
      if (by && !(isText && by === '-')) replace(node.operatorToken, by);
    } else if (ts.isConditionalExpression(node) || ts.isIfStatement(node)) {
      const condition = ts.isIfStatement(node) ? node.expression : node.condition;
      replace(condition, 'true', `if (${condition.getText(file)}) → always`);
      replace(condition, 'false', `if (${condition.getText(file)}) → never`);
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) replace(node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) replace(node, 'true');
    else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      replace(node, node.operand.getText(file));
    else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent))
      replace(node, `(${node.text} + 1)`);
    else if (isEffect(node)) replace(node, ';', `without ${node.getText(file).split('\n')[0]}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants.sort((a, b) => a.line - b.line);
};
