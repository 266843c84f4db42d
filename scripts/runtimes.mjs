// `npm run test:runtimes`: a conversation with the simulator under Node, Bun, Deno and workerd, with an API key, from the packed
// packages. The runtimes come from the npm registry.
import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import esbuild from 'esbuild';
import { freshProject } from './freshProject.mjs';
import { exitOnInterrupt, outputOf, root } from './run.mjs';

const said = 'Hello from the server.';
const tools = { bun: '1.4.5', deno: '2.9.6', miniflare: '4.20260730.0' };

exitOnInterrupt();
const folder = await freshProject('runtimes', tools);
for (const file of ['talk.mjs', 'worker.mjs'])
  copyFileSync(`${root}scripts/runtimes/${file}`, `${folder}/${file}`);
const require = createRequire(`${folder}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const { noiseVoice, say, startSimulator } = await load('@rx-realtime/simulator');
const simulator = await startSimulator({
  apiKey: 'sk-server',
  voice: noiseVoice(),
  responder: () => [say(said)],
});

const running = (...command) =>
  outputOf([...command, 'talk.mjs', simulator.url], { cwd: folder, silenceMs: 60_000 });
const bin = (name) => `${folder}/node_modules/.bin/${name}`;

/** The Worker is bundled as the platform's tools do it. */
const inWorker = async () => {
  const { outputFiles } = await esbuild.build({
    entryPoints: [`${folder}/worker.mjs`],
    bundle: true,
    format: 'esm',
    write: false,
    conditions: ['workerd', 'worker', 'browser'],
  });
  const { Miniflare } = await load('miniflare');
  const worker = new Miniflare({
    modules: true,
    script: outputFiles[0].text,
    compatibilityDate: '2026-01-01',
  });
  try {
    const url = `http://worker/?server=${encodeURIComponent(simulator.url)}`;
    const response = await worker.dispatchFetch(url, { signal: AbortSignal.timeout(60_000) });
    return { code: response.ok ? 0 : 1, output: await response.text() };
  } finally {
    await worker.dispose();
  }
};

const runtimes = {
  node: () => running('node'),
  bun: () => running(bin('bun')),
  deno: () => running(bin('deno'), 'run', '--allow-net', '--allow-read', '--allow-env'),
  workerd: inWorker,
};
try {
  for (const [name, talk] of Object.entries(runtimes)) {
    const { code, output } = await talk().catch((error) => ({ code: 1, output: String(error) }));
    const isHeard = code === 0 && output.includes(said);
    console.log(`${name.padEnd(9)}${isHeard ? 'ok' : `FAILED\n${output.trimEnd()}`}`);
    if (!isHeard) process.exitCode = 1;
  }
} finally {
  await simulator.close();
}
