// The API reference: typedoc over the built declarations, one page for each function and class, with the import of the one
// install and the recipes that use it.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';
import { operatorEntries } from '../../scripts/operators.mjs';
import { publicPackages } from '../../scripts/packages.mjs';
import { root, staged } from './paths.mjs';

const umbrella = 'rx-realtime';
const plugin = (name) => fileURLToPath(import.meta.resolve(name));

/** The entry points of the packages with their declarations; those of the umbrella only pass them on. */
const entryPoints = () =>
  publicPackages()
    .filter(({ folder }) => folder !== umbrella)
    .flatMap(({ folder, manifest, entries }) =>
      entries.map((entry) => ({
        name: manifest.name + entry.subpath.slice(1),
        file: `${root}packages/${folder}/${entry.import.types.replace('./', '')}`,
      })),
    );

const tsconfig = (files) => {
  const path = `${root}.cache/reference.tsconfig.json`;
  mkdirSync(`${root}.cache`, { recursive: true });
  const compilerOptions = {
    module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: ['node'],
    typeRoots: [`${root}node_modules/@types`], strict: true, skipLibCheck: true, noEmit: true,
  }; // prettier-ignore
  writeFileSync(path, JSON.stringify({ compilerOptions, files }));
  return path;
};

/** Where the page of a function is in the site, without `.md`. */
const pageOf = ({ specifier, name }) => `api/${specifier}/functions/${name}`;

/** Puts the import, and the recipes, on the page of each operator, source, socket and player. */
const addRecipes = (entries) => {
  for (const entry of entries) {
    const path = `${staged}${pageOf(entry)}.md`;
    if (!existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    const description = entry.summary.replaceAll('`', '').replaceAll('"', "'");
    const head = `---\ntitle: ${entry.name}\ndescription: "${description}"\n---\n\n`;
    const importing = `\`\`\`ts\nimport { ${entry.name} } from '${entry.home}';\n\`\`\`\n`;
    const links = entry.recipes.map(({ title, path: recipe }) => `- [${title}](/${recipe})`);
    const recipes = links.length > 0 ? `\n## Related recipes\n\n${links.join('\n')}\n` : '';
    const [, ...rest] = text.split('\n');
    writeFileSync(path, `${head}# \`${entry.name}\`\n\n${importing}${rest.join('\n')}${recipes}`);
  }
};

/** What a declaration takes apart has no name there: in sources it is the configuration. */
const nameParameters = () => {
  for (const name of readdirSync(`${staged}api`, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.md')) continue;
    const path = `${staged}api/${name}`;
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('__namedParameters', 'config'));
  }
};

/** Writes the reference below `api/`; answers with what finds the page of a source file of a listed function. */
export const writeReference = async () => {
  const points = entryPoints();
  rmSync(`${staged}api`, { recursive: true, force: true });
  const app = await Application.bootstrapWithPlugins({
    entryPoints: points.map(({ file }) => file),
    tsconfig: tsconfig(points.map(({ file }) => file)),
    plugin: [plugin('typedoc-plugin-markdown'), plugin('typedoc-vitepress-theme')],
    name: 'API reference',
    readme: 'none',
    out: `${staged}api`,
    docsRoot: staged,
    router: 'member',
    membersWithOwnFile: ['Function', 'Class'],
    entryFileName: 'index',
    disableSources: true,
    excludeExternals: true,
    excludeInternal: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    gitRevision: 'main',
    githubPages: false,
    validation: false,
    logLevel: 'Error',
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('typedoc could not read the declarations: build first');
  for (const module of project.children ?? []) {
    const point = points.find(
      ({ file }) => file.replace(/(\/index)?\.d\.ts$/, '') === `${root}packages/${module.name}`,
    );
    if (point) module.name = point.name;
  }
  await app.generateOutputs(project);
  nameParameters();
  const entries = operatorEntries();
  addRecipes(entries);
  const pages = new Map(entries.map((entry) => [entry.path, pageOf(entry)]));
  return (path) => (existsSync(`${staged}${pages.get(path)}.md`) ? pages.get(path) : undefined);
};
