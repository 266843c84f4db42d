// Plays random schedules of a model in several processes, for the `fuzz/` of a package.
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import fc from 'fast-check';

/** Failures that each process prints. */
const shown = 5;
/** Schedules that are drawn at once. */
const batch = 10_000;
/** A step that says nothing is taken for one that hangs. */
const tellMs = 60_000;

/**
 * Plays schedules, and fails this process when one is not right. The command line says otherwise how many, from which
 * seed and in how many processes: `[schedules] [seed] [processes = 2]`.
 *
 * `meta` is that of the program, which each process runs again; `contents` is TypeScript, with imports from the package's
 * `test/`, that exports an arbitrary `schedule` and `isRight(schedule)`.
 */
export const playSchedules = async ({ meta, contents, schedules: most }) => {
  const program = fileURLToPath(meta.url);
  const folder = dirname(dirname(program));
  const outfile = `${folder}/node_modules/.cache/${program.slice(folder.length + 1).replace('/', '-')}`;
  const [schedules = most, seed = Date.now() % 2 ** 31, processes = 2] = process.argv.slice(2).map(Number);
  if (process.send) return playShare(outfile, schedules, seed);

  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    stdin: { contents, resolveDir: `${folder}/test`, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['fast-check', 'bufferutil', 'utf-8-validate', '@echogarden/*'],
    // For `ws`, which is CommonJS.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const share = Math.ceil(schedules / processes);
  const shares = Array.from({ length: processes }, () => ({ played: 0, failed: share }));
  const sumOf = (field) => shares.reduce((sum, one) => sum + one[field], 0);
  const telling = setInterval(() => console.log(`${sumOf('played')} played`), tellMs);
  await Promise.all(
    shares.map((one, index) => {
      const child = fork(program, [`${share}`, `${seed + index}`]);
      child.on('message', (message) => Object.assign(one, message));
      return new Promise((resolve) => child.on('exit', resolve));
    }),
  );
  clearInterval(telling);
  const failed = sumOf('failed');
  console.log(`${share * processes - failed} passed, ${failed} failed, seed ${seed}`);
  process.exitCode = failed === 0 ? 0 : 1;
};

/** What one process plays. */
const playShare = async (outfile, schedules, seed) => {
  const { schedule, isRight } = await import(pathToFileURL(outfile).href);
  let [played, failed, toldMs] = [0, 0, performance.now()];
  const play = (planned) => {
    if (!isRight(planned) && ++failed <= shown) console.error(JSON.stringify(planned));
    played += 1;
    if (performance.now() - toldMs < tellMs / 2) return;
    // Whoever ends early has failed with what it did not play.
    process.send({ played, failed: failed + schedules - played });
    toldMs = performance.now();
  };
  for (let first = 0; first < schedules; first += batch)
    fc.sample(schedule, { numRuns: Math.min(batch, schedules - first), seed: seed + first }).forEach(play);
  process.send({ played, failed });
  process.disconnect();
};
