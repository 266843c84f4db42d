// `npm run test:bundlers [-- name…]`: a page that listens and speaks, bundled by each bundler and run in a headless Chromium under a
// strict policy, from the packed packages. docs/BUNDLERS.md tells what to write for each.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { freshProject } from './freshProject.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

const { positionals } = parseArgs({ allowPositionals: true });
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) {
  console.log(
    `Skipped: no Chromium at ${executablePath} (apt-get install chromium, or name one in CHROMIUM)`,
  );
  process.exit(0);
}

exitOnInterrupt();
const tools = {
  vite6: 'npm:vite@6',
  vite7: 'npm:vite@7',
  vite8: 'npm:vite@8',
  webpack: '5.113.0',
  rollup: '4.68.8',
  '@rollup/plugin-node-resolve': '16.0.3',
  '@rollup/plugin-commonjs': '29.0.0',
  esbuild: '0.28.2',
  parcel: '2.16.4',
  'playwright-core': '1.65.1',
};
const folder = await freshProject('bundlers', tools, {
  '@parcel/resolver-default': { packageExports: true },
});
for (const file of ['main.js', 'index.html']) cpSync(`${root}scripts/bundlers/${file}`, `${folder}/${file}`);
const require = createRequire(`${folder}/`);
/** A tool of the project, in its CommonJS form. */
const load = (name) => {
  const tool = require(name);
  return tool.default ?? tool;
};
const { chromium } = load('playwright-core');

const policy = "default-src 'self'; script-src 'self'; connect-src 'self' ws:; img-src 'self' data:";
const types = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };

/** Serves what a bundler wrote, under the policy. */
const serve = (out) =>
  new Promise((done) => {
    const server = createServer(({ url }, response) => {
      const path = out + (url === '/' ? '/index.html' : url.split('?')[0]);
      response.setHeader('Content-Security-Policy', policy);
      if (!existsSync(path) || statSync(path).isDirectory()) return response.writeHead(404).end();
      const type = types[path.split('.').at(-1)] ?? 'text/plain';
      return response.writeHead(200, { 'Content-Type': type }).end(readFileSync(path));
    });
    server.listen(0, '127.0.0.1', () =>
      done({ url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }),
    );
  });

const must = async (command) => {
  const { code, output } = await outputOf(command, { cwd: folder, silenceMs: 180_000 });
  if (code !== 0) throw new Error(output.trimEnd());
};
const program = (name, file) => ['node', `${folder}/node_modules/${name}/${file}`];

/** A page that loads `main.js`, and the worklets beside it for bundlers that do not take them along. */
const assemble = (out, { worklets }) => {
  cpSync(`${folder}/index.html`, `${out}/index.html`);
  if (worklets)
    cpSync(`${folder}/node_modules/@rx-realtime/audio/dist/esm/browser/worklets`, `${out}/worklets`, {
      recursive: true,
    });
};

const vite = (name) => async (out) => {
  await must([...program(name, 'bin/vite.js'), 'build', '--outDir', out, '--emptyOutDir']);
  return serve(out);
};

/** The development server, with what docs/BUNDLERS.md says to write. */
const viteDevelopment = (name, exclude) => async (_, port) => {
  const config = {
    optimizeDeps: { exclude },
    server: { port, strictPort: true, headers: { 'Content-Security-Policy': policy } },
  };
  writeFileSync(`${folder}/${name}.config.mjs`, `export default ${JSON.stringify(config)};\n`);
  const [, file] = program(name, 'bin/vite.js');
  const child = spawn(process.execPath, [file, '--force', '--config', `${name}.config.mjs`], { cwd: folder });
  await new Promise((done, fail) => {
    child.stdout.setEncoding('utf8').on('data', (text) => text.includes('Local') && done());
    child.on('exit', (code) => fail(new Error(`${name} ended with ${code}`)));
  });
  return { url: `http://localhost:${port}/`, close: () => child.kill('SIGKILL') };
};

const bundlers = {
  'vite6 production': vite('vite6'),
  'vite7 production': vite('vite7'),
  'vite8 production': vite('vite8'),
  'vite6 development': viteDevelopment('vite6', ['@rx-realtime/audio']),
  'vite7 development': viteDevelopment('vite7', ['@rx-realtime/audio']),
  'vite8 development': viteDevelopment('vite8', []),
  'webpack production': async (out) => {
    const webpack = load('webpack');
    const output = { path: out, filename: 'main.js' };
    const stats = await new Promise((done, fail) =>
      webpack({ mode: 'production', context: folder, entry: './main.js', output }, (error, found) =>
        error ? fail(error) : done(found),
      ),
    );
    if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
    assemble(out, { worklets: false });
    return serve(out);
  },
  'rollup production': async (out) => {
    const { rollup } = load('rollup');
    const resolve = load('@rollup/plugin-node-resolve');
    const commonjs = load('@rollup/plugin-commonjs');
    const plugins = [resolve({ browser: true }), commonjs()];
    const bundle = await rollup({ input: `${folder}/main.js`, plugins, onwarn: () => undefined });
    await bundle.write({ dir: out, format: 'es' });
    assemble(out, { worklets: true });
    return serve(out);
  },
  'esbuild production': async (out) => {
    const { build } = load('esbuild');
    await build({
      entryPoints: [`${folder}/main.js`],
      bundle: true,
      minify: true,
      format: 'esm',
      outfile: `${out}/main.js`,
    });
    assemble(out, { worklets: true });
    return serve(out);
  },
};

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const devices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Opens the page, and resolves to what was heard and what the page complained about. */
const hear = async (url) => {
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
    await page.waitForSelector('body[data-ready]', { state: 'attached', timeout: 60_000 });
    await page.click('#talk');
    const isOver = () => /^(heard [1-9]\d\d|failed)/.test(document.title) && document.body.dataset.microphone;
    await page.waitForFunction(isOver, undefined, { timeout: 60_000 });
    const microphone = await page.evaluate(() => document.body.dataset.microphone);
    return { speaker: await page.title(), microphone, complaints };
  } finally {
    await browser.close();
  }
};

let port = 5199;
for (const [name, bundle] of Object.entries(bundlers)) {
  if (positionals.length > 0 && !positionals.some((word) => name.includes(word))) continue;
  const out = `${folder}/out/${name.replace(' ', '-')}`;
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  let page;
  try {
    page = await bundle(out, ++port);
    const { speaker, microphone, complaints } = await hear(page.url);
    const isHeard = speaker.startsWith('heard') && microphone === 'heard' && complaints.length === 0;
    console.log(
      `${name.padEnd(20)}${isHeard ? 'ok' : `FAILED: ${speaker}, ${microphone}, ${complaints.join('; ')}`}`,
    );
    if (!isHeard) process.exitCode = 1;
  } catch (error) {
    console.log(`${name.padEnd(20)}FAILED: ${error.message}`);
    process.exitCode = 1;
  } finally {
    page?.close();
  }
}
