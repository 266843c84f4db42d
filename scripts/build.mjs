// Builds every package twice (ESM and CommonJS, modules preserved) with TypeScript 7, incrementally.
import { readdirSync, mkdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

run(['node', 'node_modules/typescript7/bin/tsc', '-b', ...process.argv.slice(2)]);

// The nested package.json tells node the module format; bundlers read `sideEffects` from the nearest one.
for (const name of readdirSync(join(root, 'packages'))) {
  for (const [folder, type] of [['esm', 'module'], ['cjs', 'commonjs']]) {
    const dist = join(root, 'packages', name, 'dist', folder);
    if (!existsSync(dist)) continue;
    mkdirSync(dist, { recursive: true });
    writeFileSync(join(dist, 'package.json'), JSON.stringify({ type, sideEffects: false }) + '\n');
  }
}
