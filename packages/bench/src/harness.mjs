// What every bench does the same way: interleaved rounds, medians, ratios of one run. Absolute times depend on the
// machine and on who else uses it; a ratio of two works that took turns does not.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const rounds = 31;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Keeps results alive, so that the engine cannot leave the work out. */
let sink;

/** How long a work takes. It pays for the collections that it brings on, not for what the one before it left. */
function nanoseconds(work, repeat) {
  collectGarbage({ type: 'minor' });
  const begin = process.hrtime.bigint();
  for (let i = 0; i < repeat; i++) sink = work();
  return Number(process.hrtime.bigint() - begin) / repeat;
}

/**
 * Times some works in rounds in which each has its turn.
 *
 * @param works name → function; the first is the base
 * @param repeat how often each runs in a round
 * @returns name → nanoseconds and ratio to the base: medians over the rounds
 */
export function compare(works, repeat) {
  const entries = Object.entries(works);
  const times = new Map(entries.map(([name]) => [name, []]));
  for (let round = -5; round < rounds; round++) {
    for (const [name, work] of entries) {
      const time = nanoseconds(work, repeat);
      if (round >= 0) times.get(name).push(time);
    }
  }
  return medians(times);
}

/**
 * Medians of what several works took, each in the same rounds.
 *
 * @param times a `Map` of name → nanoseconds of each round; the first is the base
 * @returns name → nanoseconds and ratio to the base
 */
export function medians(times) {
  const [base] = times.values();
  return Object.fromEntries(
    [...times].map(([name, values]) => [name, { ns: median(values), ratio: medianRatio(values, base) }]),
  );
}

/** The median over the rounds of what one work took, by what another took in the same round. */
export const medianRatio = (times, base) => median(times.map((time, i) => time / base[i]));

/** Prints the works of one comparison, base first. */
export function print(title, results) {
  console.log(`\n${title}`);
  for (const [name, { ns, ratio }] of Object.entries(results)) {
    console.log(`  ${ratio.toFixed(2).padStart(7)} ×  ${(ns / 1000).toFixed(2).padStart(9)} µs  ${name}`);
  }
}

/** Prints whether a figure is within its target, and has the process fail when it is not and `--check` was given. */
export function target(name, figure, limit) {
  const isMet = figure <= limit;
  console.log(`  ${isMet ? 'met ' : 'MISSED'} ${name}: ${figure.toFixed(3)} (target ≤ ${limit})`);
  if (!isMet && process.argv.includes('--check')) process.exitCode = 1;
}

/** That the engine has seen. */
export const result = () => sink;
