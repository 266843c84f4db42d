// What every bench does the same way: interleaved turns, medians, ratios of one run, and beside each ratio its control.
// Absolute times depend on the machine and on who else uses it; a ratio of two works that took turns does not.
//
// The control (A/A) is the same work measured twice: in each round every work has two turns, and the ratio of the second
// ones is divided by that of the first (see report.mjs). Every other round goes the other way round, so that each work follows each of
// its neighbours equally often: what one leaves in the caches of the processor and the allocator is the next one's.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isTurned, otherBuild } from './builds.mjs';
import { ofOther, report } from './report.mjs';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

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
 * Has each work take two turns in each round: all once, then all once more in the same order.
 *
 * @param entries `[name, work]`; the first is the base
 * @param rounds how many there are, after those that warm up
 * @param measure takes a work, gives its nanoseconds or a promise of them
 * @param warmRounds how many are not counted
 * @returns a `Map` of name → nanoseconds of each turn, for `ratioOf` and `section`
 */
export async function takeTurns(entries, rounds, measure, warmRounds = 0) {
  const turns = new Map(entries.map(([name]) => [name, []]));
  for (let round = -warmRounds; round < rounds; round++) {
    const order = round % 2 === 0 ? entries : entries.toReversed();
    for (const [name, work] of [...order, ...order]) {
      const time = await measure(work, name);
      if (round >= 0) turns.get(name).push(time);
    }
  }
  return turns;
}

/** Times functions that take a few microseconds. `repeat`: how often each runs in a turn. */
export const compare = (works, repeat, rounds = 16) =>
  takeTurns(Object.entries(works), rounds, (work) => nanoseconds(work, repeat), 4);

/**
 * Tells what some works took: prints it, or hands it to the process that compares two builds.
 *
 * @param title of the rows
 * @param turns of `takeTurns` or `compare`
 * @param goals `{ of, name, limit, by }`: the work whose ratio has a target, by the first one or another
 */
export const section = (title, turns, goals = []) => tell({ title, turns: [...turns], goals });

/** Tells a figure that has a target and no control: decibels, megabytes. */
export const target = (name, figure, limit) => tell({ title: name, figure, limit });

const tell = (finding) => (process.send ? process.send(finding) : report(finding));

/**
 * The works of this build and, with `--against`, those of the other.
 *
 * @param make makes works of what `own` has
 * @param own what this build's packages export
 * @param specifiers of those packages, for the other build
 */
export async function ofBuilds(make, own, ...specifiers) {
  const other = await otherBuild(...specifiers);
  if (other === undefined) return make(own);
  const others = () =>
    Object.fromEntries(Object.entries(make(other)).map(([name, work]) => [ofOther(name), work]));
  return isTurned ? { ...others(), ...make(own) } : { ...make(own), ...others() };
}

/** That the engine has seen. */
export const result = () => sink;
