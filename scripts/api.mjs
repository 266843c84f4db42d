// `npm run api` writes the public API of every entry point to packages/<package>/etc/*.api.md, and from those the index of
// operators; `node scripts/api.mjs --check` fails when one of them differs from what was built.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor';
import { operatorIndex } from './operators.mjs';
import { publicPackages } from './packages.mjs';
import { outputOf, root } from './run.mjs';

const isCheck = process.argv.includes('--check');
const silent = { logLevel: 'none' };
const listed = { logLevel: 'none', addToApiReportFile: true };

const configOf = ({ folder, manifest }, { subpath }, types) => {
  const projectFolder = `${root}packages/${folder}`;
  const reportFileName = subpath === '.' ? folder : `${folder}-${subpath.slice(2).replaceAll('/', '-')}`;
  const compilerOptions = {
    module: 'nodenext', target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: ['node'], strict: true, skipLibCheck: true,
  }; // prettier-ignore
  return ExtractorConfig.prepare({
    packageJson: manifest,
    packageJsonFullPath: `${projectFolder}/package.json`,
    configObjectFullPath: undefined,
    configObject: {
      projectFolder,
      mainEntryPointFilePath: types,
      newlineKind: 'lf',
      compiler: { overrideTsconfig: { compilerOptions, files: [types] } },
      apiReport: {
        enabled: true,
        reportFileName,
        reportFolder: `${projectFolder}/etc`,
        reportTempFolder: `${root}.cache/api`,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: silent },
        extractorMessageReporting: { default: silent, 'ae-forgotten-export': listed },
        tsdocMessageReporting: { default: silent },
      },
    },
  });
};

/** Exported names that no docstring explains; of a codec and its interface of the same name, one is enough. */
const undocumentedIn = (report) => {
  const names = { documented: new Set(), undocumented: new Set() };
  const declaration = /^\/\/ @public( \(undocumented\))?\nexport (?:abstract )?\w+ (\w+)/gm;
  for (const [, mark, name] of report.matchAll(declaration)) {
    names[mark ? 'undocumented' : 'documented'].add(name);
  }
  return [...names.undocumented].filter((name) => !names.documented.has(name));
};

const differences = [];
for (const item of publicPackages()) {
  for (const entry of item.entries) {
    const types = `packages/${item.folder}/${entry.import.types.replace('./', '')}`;
    if (!existsSync(root + types)) {
      differences.push(`${types} is missing: build first`);
      continue;
    }
    const config = configOf(item, entry, root + types);
    mkdirSync(config.reportFolder, { recursive: true });
    const { apiReportChanged } = Extractor.invoke(config, {
      localBuild: !isCheck,
      messageCallback: (message) => {
        message.handled = message.messageId.startsWith('console-');
      },
    });
    for (const name of undocumentedIn(readFileSync(config.reportTempFilePath, 'utf8'))) {
      differences.push(`${item.manifest.name}: ${name} has no docstring`);
    }
    if (!apiReportChanged) continue;
    const name = config.reportFilePath.replace(root, '');
    if (!isCheck) {
      console.log(`${name} written`);
    } else if (!existsSync(config.reportFilePath)) {
      differences.push(`${name} is missing`);
    } else {
      const command = ['git', 'diff', '--no-index', '--', config.reportFilePath, config.reportTempFilePath];
      const { output } = await outputOf(command);
      differences.push(`${name} is not the API that was built:\n${output}`);
    }
  }
}

const { problems, written } = operatorIndex({ isCheck });
differences.push(...problems);
for (const name of written) console.log(`${name} written`);

for (const difference of differences) console.error(difference);
if (differences.length > 0)
  console.error('\n`npm run api` renews reports and index; review and commit them.');
process.exit(differences.length === 0 ? 0 : 1);
