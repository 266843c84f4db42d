// `npm run test:browser` ends with it, and `node scripts/frameworks.mjs react` runs one: the pages of docs/examples, built by the
// compilers of their frameworks from the packed packages, served by their token server, and used in a headless Chromium.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { freshProject } from './freshProject.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.log(`skipped: no Chromium at ${executablePath}`);
  process.exit(0);
}

exitOnInterrupt();
const angular = '21.2.26';
const tools = {
  react: '19.3.1',
  'react-dom': '19.3.1',
  ...Object.fromEntries(
    ['common', 'compiler', 'compiler-cli', 'core', 'platform-browser'].map((name) => [
      `@angular/${name}`,
      angular,
    ]),
  ),
  esbuild: '0.28.2',
  typescript: '5.9.3',
  'playwright-core': '1.65.1',
};
const folder = await freshProject('frameworks', tools);
rmSync(`${folder}/examples`, { recursive: true, force: true });
cpSync(`${root}docs/examples`, `${folder}/examples`, { recursive: true });
const require = createRequire(`${folder}/`);
/** A module of the project, as a program there imports it. */
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);

/** What a page loads beside its bundle. */
const assemble = (page, out) => {
  cpSync(`${folder}/examples/${page}/index.html`, `${out}/index.html`);
  const worklets = 'node_modules/@rx-realtime/audio/dist/esm/browser/worklets';
  cpSync(`${folder}/${worklets}`, `${out}/worklets`, { recursive: true });
};

const bundle = async (entry, out, options = {}) => {
  const { build } = await load('esbuild');
  await build({
    entryPoints: [`${folder}/${entry}`],
    bundle: true,
    format: 'esm',
    outfile: `${out}/main.js`,
    define: { 'process.env.NODE_ENV': '"production"', ngDevMode: 'false' },
    ...options,
  });
};

/** Angular's packages are compiled in part; their linker does the rest, as its own builder has it. */
const linker = async () => {
  const { createEs2015LinkerPlugin } = await import(
    pathToFileURL(`${folder}/node_modules/@angular/compiler-cli/bundles/linker/babel/index.js`).href
  );
  const { transformFileAsync } = require('@babel/core');
  const logger = { debug: () => undefined, error: console.error, info: () => undefined, warn: console.warn };
  const fileSystem = {
    resolve: (...paths) => paths.join('/'),
    exists: existsSync,
    readFile: (path) => readFileSync(path, 'utf8'),
    relative: (from, to) => to.replace(from, ''),
    dirname: (path) => path.slice(0, path.lastIndexOf('/')),
  };
  const plugins = [createEs2015LinkerPlugin({ fileSystem, logger, linkerJitMode: false })];
  return {
    name: 'angular-linker',
    setup: ({ onLoad }) =>
      onLoad({ filter: /node_modules\/@angular\/.*\.mjs$/ }, async ({ path }) => {
        const { code } = await transformFileAsync(path, { plugins, configFile: false, compact: false });
        return { contents: code, loader: 'js' };
      }),
  };
};

const pages = {
  react: async (out) => {
    await bundle('examples/react/main.tsx', out, { jsx: 'automatic' });
    assemble('react', out);
  },
  angular: async (out) => {
    const compiled = `${folder}/compiled`;
    rmSync(compiled, { recursive: true, force: true });
    const compilerOptions = {
      target: 'es2022', module: 'preserve', moduleResolution: 'bundler', lib: ['es2022', 'dom', 'dom.iterable'],
      strict: true, skipLibCheck: true, experimentalDecorators: true, types: [],
      allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true,
      rootDir: './examples', outDir: './compiled',
    }; // prettier-ignore
    writeFileSync(
      `${folder}/tsconfig.angular.json`,
      JSON.stringify({
        compilerOptions,
        angularCompilerOptions: { strictTemplates: true },
        files: ['examples/angular/main.ts'],
      }),
    );
    const ngc = ['node', `${folder}/node_modules/@angular/compiler-cli/bundles/src/bin/ngc.js`];
    const { code, output } = await outputOf([...ngc, '-p', 'tsconfig.angular.json'], {
      cwd: folder,
      silenceMs: 180_000,
    });
    if (code !== 0) throw new Error(output.trimEnd());
    await bundle('compiled/angular/main.js', out, { plugins: [await linker()] });
    assemble('angular', out);
  },
};

const { startSimulator, say, call } = await load('@rx-realtime/simulator');
const { tokenServer } = await import(pathToFileURL(`${folder}/examples/page/tokenServer.mjs`).href);
const { chromium } = require('playwright-core');
const question = `${root}packages/rx-realtime/samples/question.wav`;
const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const devices = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-audio-capture=${question}%noloop`,
  '--autoplay-policy=document-user-activation-required',
];

/** Speaks to a page and writes to it; resolves to what it shows in the end and what it complained about. */
const use = async (url) => {
  const browser = await chromium.launchPersistentContext('', {
    executablePath,
    headless: true,
    args: [...flags, ...quiet, ...devices],
  });
  try {
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(url);
    await page.click('text=Talk');
    const shows = (text) => page.waitForSelector(`li:has-text(${JSON.stringify(text)})`, { timeout: 60_000 });
    await shows('We have margherita and marinara.');
    await page.fill('input', 'And what do you drink?');
    await page.press('input', 'Enter');
    await shows('You asked: And what do you drink?');
    const lines = await page.locator('li').allTextContents();
    await page.click('text=Stop');
    await page.waitForSelector('text=idle', { timeout: 60_000 });
    return { lines: lines.map((line) => line.trim()), complaints };
  } finally {
    await browser.close();
  }
};

const expected = [
  'What is on the menu?',
  'We have margherita and marinara.',
  'And what do you drink?',
  'You asked: And what do you drink?',
];
/** On a busy machine a pause in the question may make two turns of it. */
const isRight = ({ lines, complaints }) => {
  let found = 0;
  for (const line of lines) if (line === expected[found]) found += 1;
  return found === expected.length && complaints.length === 0;
};
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
for (const [name, build] of Object.entries(pages)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const out = `${folder}/out/${name}`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const simulator = await startSimulator({
    apiKey: 'sk-of-the-server',
    transcribe: () => 'What is on the menu?',
    responder: ({ functionOutputs, transcript }) =>
      functionOutputs.length > 0
        ? [say(`We have ${JSON.parse(functionOutputs[0].output).join(' and ')}.`)]
        : transcript.includes('menu')
          ? [call('get_menu')]
          : [say(`You asked: ${transcript}`)],
  });
  let server;
  try {
    await build(out);
    server = await tokenServer({ folder: out, apiKey: 'sk-of-the-server', url: simulator.url });
    const shown = await use(server.url);
    if (!isRight(shown)) throw new Error([...shown.lines, ...shown.complaints].join(' | '));
    console.log(`${name.padEnd(8)} passed`);
  } catch (error) {
    console.log(`${name.padEnd(8)} FAILED: ${error.message}`);
    process.exitCode = 1;
  } finally {
    server?.close();
    await simulator.close();
  }
}
