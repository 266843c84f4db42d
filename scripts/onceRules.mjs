// What there is once for all packages, and where: the clock in `packages/clock`, all about samples in `packages/pcm`.
// scripts/voice.mjs runs these rules.
import { publicPackages } from './packages.mjs';
import { declaredNames, filesOf, isFunction, isPublic, isSpec, nodesIn, problemAt } from './voiceSources.mjs';
import ts from 'typescript';

const isIn = ({ path }, ...folders) => folders.some((folder) => path.startsWith(`packages/${folder}/`));

/** RxJS's functions that take time, and how many arguments they have before the scheduler. */
const timed = {
  timer: 1, interval: 1, delay: 1, debounceTime: 1, throttleTime: 1, auditTime: 1, sampleTime: 1, bufferTime: 1,
  windowTime: 1, timestamp: 0, timeInterval: 0,
}; // prettier-ignore

/** What is done to samples and their bytes; a function that is named so builds on the one of pcm. */
const soundWork = /(mu|u|\ba)law|g711|base64|resampl/i;

/** Names that `pcm` and `clock` give to all, and the public names of each package, by where they are declared. */
const publicNames = new Map(
  publicPackages().flatMap(({ folder }) =>
    filesOf(folder)
      .filter((source) => !isSpec(source))
      .flatMap((source) => (declaredNames(source) ?? []).filter((name) => isPublic(source, name)))
      .map((name) => [name, folder]),
  ),
);

const topLevel = ({ file }) =>
  file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? [...statement.declarationList.declarations]
      : statement.name
        ? [statement]
        : [],
  );

const callsOf = (source, test) =>
  nodesIn(
    source.file,
    (node) => ts.isCallExpression(node) && test(node.expression.getText(source.file), node),
  );

export const onceRules = {
  clock: (sources) =>
    sources
      .filter((source) => !isSpec(source) && !isIn(source, 'clock'))
      .flatMap((source) => [
        ...callsOf(source, (callee) => /^(globalThis\.)?(Date|performance)\.now$/.test(callee)).map((node) =>
          problemAt(source, node, 'time is told by clockOf(scheduler) of @rx-realtime/clock'),
        ),
        ...nodesIn(
          source.file,
          (node) => ts.isPropertyAccessExpression(node) && node.getText(source.file) === 'Date.now',
        )
          .filter((node) => !ts.isCallExpression(node.parent) || node.parent.expression !== node)
          .map((node) => problemAt(source, node, 'time is told by clockOf(scheduler) of @rx-realtime/clock')),
        ...callsOf(source, (callee) => /^(globalThis\.)?set(Timeout|Interval)$/.test(callee)).map((node) =>
          problemAt(source, node, 'what is timed goes by a scheduler, which a spec can replace'),
        ),
        // The command line is a program: nobody hands it a scheduler.
        ...callsOf(
          source,
          (callee, { arguments: { length } }) =>
            !source.path.includes('/cli/') &&
            Object.hasOwn(timed, callee) &&
            length <= timed[callee] &&
            new RegExp(`import \\{[^}]*\\b${callee}\\b[^}]*\\} from 'rxjs'`).test(source.text),
        ).map((node) =>
          problemAt(source, node, `${node.expression.getText(source.file)} without a scheduler or a clock`),
        ),
      ]),

  pcm: (sources) =>
    sources
      .filter((source) => !isSpec(source) && !isIn(source, 'pcm'))
      .flatMap((source) => {
        const isBuiltOnPcm =
          /from '@rx-realtime\/pcm'/.test(source.text) ||
          [...source.text.matchAll(/from '\.[^']*\/([^/']+)\.ts'/g)].some(([, name]) => soundWork.test(name));
        return [
          ...callsOf(
            source,
            (callee, { arguments: given }) =>
              /^(globalThis\.)?(atob|btoa)$/.test(callee) ||
              (/\.(from|toString|write|fromBase64|toBase64)$/.test(callee) &&
                (callee.endsWith('Base64') ||
                  given.some((one) => ts.isStringLiteralLike(one) && /^base64(url)?$/.test(one.text)))),
          ).map((node) => problemAt(source, node, 'base64 is read and written by @rx-realtime/pcm')),
          ...nodesIn(
            source.file,
            (node) =>
              ts.isBinaryExpression(node) &&
              node.operatorToken.kind === ts.SyntaxKind.CaretToken &&
              /\b0x(55|d5)\b/i.test(node.getText(source.file)),
          ).map((node) => problemAt(source, node, 'G.711 is in @rx-realtime/pcm')),
          ...nodesIn(
            source.file,
            (node) => isFunction(node) && node.name && soundWork.test(node.name.getText(source.file)),
          )
            .filter(() => !isBuiltOnPcm)
            .map((node) =>
              problemAt(
                source,
                node,
                `${node.name.getText(source.file)}: what is done to samples is in @rx-realtime/pcm`,
              ),
            ),
          ...nodesIn(
            source.file,
            (node) =>
              (ts.isPropertySignature(node) || ts.isMethodSignature(node)) &&
              node.name.getText(source.file) === 'isVoice',
          ).map((node) =>
            problemAt(source, node, 'the shape of a detector is VoiceDetector of @rx-realtime/pcm'),
          ),
        ];
      }),

  twice: (sources) =>
    sources
      .filter((source) => !isSpec(source))
      .flatMap((source) => {
        const [, folder] = source.path.split('/');
        return topLevel(source)
          .map((node) => ({ node, name: node.name.getText(source.file) }))
          .filter(({ name }) => publicNames.has(name) && publicNames.get(name) !== folder)
          .filter(({ name }) => isPublic(source, name) || ['pcm', 'clock'].includes(publicNames.get(name)))
          .map(({ node, name }) =>
            problemAt(source, node, `${name} is declared in packages/${publicNames.get(name)} too`),
          );
      }),
};
