// node packages/codecs/fuzz/run.mjs [--frames 1000000] [--seed 1]
// Of so many frames: all damaged texts and bytes; then a fifth as many of mixed values, and 0.3 as many of sound.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as api from '../dist/esm/index.js';
import { fuzz } from './fuzz.mjs';

const { values } = parseArgs({
  options: { frames: { type: 'string', default: '1000000' }, seed: { type: 'string' } },
});
const frames = Number(values.frames);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(values.seed);

const read = async (name) =>
  JSON.parse(await readFile(new URL(`../fixtures/${name}`, import.meta.url), 'utf8'));
const payloads = [
  ...Object.values(await read('examples.json')),
  ...Object.values(await read('wire.json')),
].flat();

const begin = performance.now();
const report = fuzz(api, payloads, {
  seed,
  damaged: frames,
  mixed: Math.ceil(frames / 5),
  sound: Math.ceil(frames * 0.3),
});
console.log(
  JSON.stringify({ ...report, seconds: Math.round((performance.now() - begin) / 1000) }, undefined, 2),
);
process.exitCode = report.failures.length === 0 ? 0 : 1;
