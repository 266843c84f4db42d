// WAV files against SoX, both ways: node packages/audio/fuzz/sox.mjs [seed] (build first; apt-get install sox).
// What writeWav writes SoX must read to the sample; what SoX writes in each encoding readWav must read as SoX itself does,
// within the rounding to 16 bits. Ends with 1 when it does not; says so when SoX is missing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { from, lastValueFrom, toArray } from 'rxjs';
import { readWav, writeWav } from '../dist/esm/node.js';

if (spawnSync('sox', ['--version']).error !== undefined) {
  console.log('skipped: SoX is not installed (apt-get install sox)');
  process.exit(0);
}

const seed = Number(process.argv[2] ?? Date.now() % 2 ** 31);
const folder = mkdtempSync(join(tmpdir(), 'rx-realtime-sox-'));
process.once('exit', () => rmSync(folder, { recursive: true }));

/** Runs SoX without dither, so that the same samples give the same bytes. */
const sox = (...args) => {
  const { status, stdout, stderr } = spawnSync('sox', ['-D', ...args], { maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`sox ${args.join(' ')}: ${stderr.toString()}`);
  return stdout;
};
const samplesIn = (bytes) => new Int16Array(Uint8Array.from(bytes).buffer);
const raw = ['-t', 'raw', '-e', 'signed-integer', '-b', '16', '-L'];

let state = seed;
const noise = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
/** Sound of all levels: quiet and loud noise, full scale, silence. */
const recording = (samples) =>
  Int16Array.from({ length: samples }, (_, index) =>
    Math.round((noise() * 2 - 1) * 32_767 * Math.min(1, Math.abs(Math.sin(index / 999)) ** 3)),
  );
const read = async (path) => {
  const blocks = await lastValueFrom(readWav(path, { blockMs: 1 + 200 * noise() }).pipe(toArray()));
  return {
    rateHz: blocks[0].sampleRateHz,
    samples: Int16Array.from(blocks.flatMap(({ pcm }) => [...pcm])),
  };
};
const largestDifference = (a, b) =>
  a.length === b.length ? a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0) : Infinity;

let failures = 0;
const report = (name, difference, limit) => {
  if (!(difference <= limit)) failures++;
  const verdict = difference <= limit ? 'ok    ' : 'FAILED';
  console.log(`${verdict} ${name.padEnd(44)} largest difference ${difference} (at most ${limit})`);
};

console.log(`seed ${seed}, ${sox('--version').toString().trim()}\n\nwritten by writeWav, read by SoX`);
for (const sampleRateHz of [8_000, 16_000, 22_050, 24_000, 44_100, 48_000]) {
  const pcm = recording(10_000 + Math.floor(noise() * 9_999));
  const path = join(folder, 'ours.wav');
  const cut = Math.floor(noise() * pcm.length);
  const blocks = [pcm.subarray(0, cut), pcm.subarray(cut)].map((part) => ({ pcm: part, sampleRateHz }));
  await lastValueFrom(from(blocks).pipe(writeWav(path)));
  report(`${sampleRateHz} Hz`, largestDifference(samplesIn(sox(path, ...raw, '-')), pcm), 0);
  const soxHz = Number(spawnSync('soxi', ['-r', path]).stdout);
  if (soxHz !== sampleRateHz) report(`${sampleRateHz} Hz: the rate that SoX reads`, soxHz, sampleRateHz);
}

console.log('\nwritten by SoX, read by readWav and by SoX');
const encodings = [
  ['unsigned-integer', 8],
  ['signed-integer', 16],
  ['signed-integer', 24],
  ['signed-integer', 32],
  ['floating-point', 32],
  ['floating-point', 64],
  ['mu-law', 8],
  ['a-law', 8],
];
for (const [encoding, bits] of encodings) {
  for (const channels of [1, 2, 5]) {
    const pcm = recording(9_000 * channels);
    const source = join(folder, 'source.raw');
    writeFileSync(source, new Uint8Array(pcm.buffer));
    const into = ['-e', encoding, '-b', String(bits)];
    const input = [...raw, '-c', String(channels), '-r', '22050', source];
    const path = join(folder, 'theirs.wav');
    if (noise() < 0.5) sox(...input, ...into, path);
    else writeFileSync(path, sox(...input, ...into, '-t', 'wav', '-')); // a pipe: the header knows no length
    const { rateHz, samples } = await read(path);
    // SoX averages channels too; each of the two rounds once.
    const theirs = samplesIn(sox(path, ...raw, '-c', '1', '-'));
    const name = `${encoding}, ${bits} bits, ${channels} channel${channels > 1 ? 's' : ''}`;
    report(name, rateHz === 22_050 ? largestDifference(samples, theirs) : Infinity, channels > 1 ? 2 : 1);
    if (channels === 1 && bits >= 16) report(`${name}, round trip`, largestDifference(samples, pcm), 0);
  }
}
console.log(failures === 0 ? '\nall as it should be' : `\n${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;
