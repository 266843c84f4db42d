// Runs jest in ESM mode: `npm run spec -- packages/audio`, `npm run spec -- -t chunkPcm16`.
import { run } from './run.mjs';

run([
  'node',
  '--experimental-vm-modules',
  '--no-warnings',
  'node_modules/jest/bin/jest.js',
  ...process.argv.slice(2),
]);
