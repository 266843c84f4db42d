// The rules of "One voice" in CONTRIBUTING.md about sources; scripts/voice.mjs runs them.
import { existsSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { root } from './run.mjs';
import {
  at,
  commentsIn,
  declaredNames,
  isExported,
  isPublic,
  isSpec,
  nodesIn,
  operatorsIn,
  problemAt,
  read,
} from './voiceSources.mjs';

const lifecycle = ['Value', 'Completion', 'Error', 'Unsubscription', 'Re-subscription', 'Memory'];

/** What is said in words that a native reader stumbles over, or that say nothing; and what to say instead. */
export const stumbles = [
  [/\bwho (does not )?telephones?\b/i, 'the caller'],
  [/\b(that|which) (is|are) none\b/i, 'what it is not, as in "frames that are no events"'],
  [/\b(is|are|be|been|was|were) told of\b/i, 'hears of, learns of, is notified of'],
  [/^\W*told of\b/im, 'receives'],
  [/\butili[sz]e/i, 'use'],
  [/\bleverag(e|es|ing)\b/i, 'use'],
  [/\b(seamless|blazing|effortless|robust|powerful)(ly)?\b/i, 'what it does'],
  [/\bplease note\b|\bnote that\b/i, 'the note itself'],
];

/**
 * A file bears the name of something that it exports. A family (events, errors) bears what its members' names have in
 * common: `responseAudio.ts` holds `ResponseOutputAudioDelta`. Of two files for two platforms, each names its own.
 */
const isNamedAfter = (base, name) => {
  const words = base.replace(/(Cjs|Esm|Node|Browser)$/, '').split(/(?=[A-Z])/);
  const inOrder = words.map((word) => word.replace(/s$/, '')).join('.*');
  return new RegExp(inOrder, 'i').test(name);
};

const isStatic = (node) =>
  ts.isPropertyDeclaration(node) &&
  (node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword);

/** A rule looks at the sources of one package and says what is wrong. */
export const sourceRules = {
  defaults: (sources) =>
    sources
      .filter((source) => !isSpec(source))
      .flatMap((source) =>
        commentsIn(source)
          .filter(({ text }) => text.startsWith('/**'))
          .flatMap(({ text, index }) =>
            [
              ...text.matchAll(
                /(?<=[.,;:()`]\s*(?:\*\s+)?|\/\*\*\s+|\*\s+)(?:[Bb]y )?[Dd]efaults?(:| to\b| is\b|(?= [`\d'"]))/g,
              ),
            ].map(
              (match) =>
                `${at(source, index + match.index)} a default stands in @defaultValue, with its unit`,
            ),
          ),
      ),

  constants: (sources) =>
    sources.flatMap((source) =>
      nodesIn(
        source.file,
        (node) =>
          (ts.isVariableDeclaration(node) || isStatic(node)) &&
          /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(node.name.getText(source.file)),
      )
        .filter((node) => node.name.getText(source.file).length > 1)
        .map((node) => problemAt(source, node, `${node.name.getText(source.file)}: constants are camelCase`)),
    ),

  private: (sources) =>
    sources
      .filter((source) => !isSpec(source))
      .flatMap((source) =>
        nodesIn(
          source.file,
          (node) =>
            (ts.isClassElement(node) || ts.isParameter(node)) &&
            ((node.modifiers ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword) ||
              (ts.isClassElement(node) &&
                node.name !== undefined &&
                /^_(?!tag$)/.test(node.name.getText(source.file)))),
        ).map((node) => problemAt(source, node, 'private state is #private')),
      ),

  guards: (sources) => {
    const exported = new Set(
      sources.filter((source) => !isSpec(source)).flatMap((one) => declaredNames(one) ?? []),
    );
    return sources
      .filter((source) => !isSpec(source))
      .flatMap((source) =>
        source.file.statements
          .filter(
            (statement) =>
              ts.isClassDeclaration(statement) &&
              isExported(statement) &&
              isPublic(source, statement.name.text) &&
              statement.heritageClauses?.some((clause) => /Error\b/.test(clause.getText(source.file))),
          )
          .flatMap((statement) => {
            const name = statement.name.text;
            const members = statement.getText(source.file);
            const missing = ['_tag', 'code'].filter((member) => !new RegExp(`\\b${member}\\b`).test(members));
            return [
              ...missing.map((member) => problemAt(source, statement, `${name} has no ${member}`)),
              ...(exported.has(`is${name}`)
                ? []
                : [problemAt(source, statement, `${name} has no guard is${name}`)]),
            ];
          }),
      );
  },

  typeTests: (sources) =>
    sources
      .filter(({ path }) => path.endsWith('.spec-types.ts'))
      .map(({ path }) => `${path}:1 type tests belong in the spec beside`),

  fileNames: (sources) =>
    sources
      .filter((source) => !isSpec(source) && !/\/(cli\/main|worklets\/[^/]+)\.ts$/.test(source.path))
      .flatMap((source) => {
        const names = declaredNames(source);
        const [, base] = /([^/]+)\.ts$/.exec(source.path);
        return names === undefined || names.some((name) => isNamedAfter(base, name))
          ? []
          : [`${source.path}:1 exports ${names.join(', ') || 'nothing'}, and not what it is named after`];
      }),

  lifecycle: (sources) =>
    sources
      .filter((source) => !isSpec(source))
      .flatMap((source) =>
        operatorsIn(source).flatMap(({ statement, name, doc }) => {
          if (!isPublic(source, name)) return [];
          const missing = lifecycle.filter((word) => !doc.includes(`**${word}**:`));
          return missing.length === 0
            ? []
            : [problemAt(source, statement, `${name} does not say **${missing.join('**, **')}**`)];
        }),
      ),

  marbles: (sources) =>
    sources
      .filter((source) => !isSpec(source))
      .flatMap((source) => [
        ...operatorsIn(source)
          .filter(({ name, doc }) => isPublic(source, name) && !(/```\n/.test(doc) && /@example/.test(doc)))
          .map(({ statement, name }) =>
            problemAt(source, statement, `${name} shows a marble in a plain fence, and an @example`),
          ),
        ...commentsIn(source)
          .filter(({ text }) => text.startsWith('/**') && /^ \* ```te?xt$/m.test(text))
          .map(({ index }) => `${at(source, index)} a marble stands in a plain fence`),
      ]),

  streamSpecs: (sources) => {
    const specs = new Map(sources.filter(isSpec).map(({ path, text }) => [path, text]));
    return sources
      .filter((source) => !isSpec(source))
      .flatMap((source) =>
        operatorsIn(source)
          .filter(({ name }) => isPublic(source, name))
          .filter(
            () => !/\bitHasALifeCycle\b/.test(specs.get(source.path.replace(/\.ts$/, '.spec.ts')) ?? ''),
          )
          .map(({ statement, name }) =>
            problemAt(source, statement, `${name} has no spec beside it that says itHasALifeCycle`),
          ),
      );
  },

  rooms: (sources) => {
    const [, folder] = sources[0].path.split('/');
    const readme = `packages/${folder}/README.md`;
    const [, section = ''] =
      /^## Rooms$([^]*?)(?=^## |$(?![^]))/m.exec(existsSync(root + readme) ? read(readme) : '') ?? [];
    const missing = readdirSync(`${root}packages/${folder}/src`, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'internal')
      .filter(({ name }) => !section.includes(`${name}/`))
      .map(({ name }) => `${readme}:1 has no sentence for src/${name}/ under "## Rooms"`);
    const gone = [...section.matchAll(/^(?:\||-) `((?:src\/)?[\w/]+)\/`/gm)]
      .map(([, room]) => room)
      .filter((room) => ['', 'src/'].every((from) => !existsSync(`${root}packages/${folder}/${from}${room}`)))
      .map((room) => `${readme}:1 speaks of ${room}/, which is not there`);
    return [...missing, ...gone];
  },

  words: (sources) =>
    sources.flatMap((source) =>
      commentsIn(source).flatMap(({ text, index }) =>
        stumbles
          .map(([pattern, better]) => [pattern.exec(text), better])
          .filter(([match]) => match)
          .map(([match, better]) => `${at(source, index + match.index)} "${match[0].trim()}": say ${better}`),
      ),
    ),
};
