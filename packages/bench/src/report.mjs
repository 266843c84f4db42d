// One table for each bench: what a work took by what another took, beside it the control, and whether a target is met.
//
// The control (A/A) is the same work measured twice, in turns or, where two builds are compared, in two processes: the
// ratio of the one by the ratio of the other. It would be 1; how far it is off is how little this run knows. Where it is
// off by more than 3 %, no target is met or missed.

const controlLimit = 0.03;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * What one work took by what another took, and the control of that figure: medians over the turns.
 *
 * @param times nanoseconds of each turn; at even places of the one measurement, at odd ones of the other
 * @param base what the other work took in the same turns
 */
export function ratioOf(times, base) {
  const ratios = times.map((time, turn) => time / base[turn]);
  // Of the base itself every ratio is 1, which tells nothing: its control is that of its times.
  const controlled = times === base ? times : ratios;
  const once = controlled.filter((_, turn) => turn % 2 === 0);
  const again = controlled.filter((_, turn) => turn % 2 === 1);
  return { ns: median(times), ratio: median(ratios), control: median(again) / median(once) };
}

/** Whether a figure is within its target. The process fails when it is not and `--check` was given. */
function verdictOf(figure, limit, control = 1) {
  const off = Math.abs(control - 1);
  if (off > controlLimit) return `no verdict: the control is off by ${(off * 100).toFixed(1)} %`;
  const isMet = figure <= limit;
  if (!isMet && process.argv.includes('--check')) process.exitCode = 1;
  return `${isMet ? 'met' : 'MISSED'}, ≤ ${limit}`;
}

let isBegun = false;

/** Begins the table of a bench. */
export function beginTable(name) {
  console.log(`\n== ${name}`);
  isBegun = false;
}

/** A row of the table; the first brings the heading with it. */
function row(name, { ratio = '', control = '', time = '', verdict = '' }) {
  const line = (...texts) =>
    console.log(
      `  ${texts[0].padEnd(70)}${texts[1].padStart(7)}${texts[2].padStart(8)}${texts[3].padStart(11)}  ${texts[4]}`.trimEnd(),
    );
  if (!isBegun) line('', 'ratio', 'A/A', 'µs', 'target');
  isBegun = true;
  line(name, ratio, control, time, verdict);
}

function ratioRow(name, { ns, ratio, control }, goal) {
  row(name, {
    ratio: ratio.toFixed(3),
    control: control.toFixed(3),
    time: (ns / 1000).toFixed(2),
    verdict: goal && `${goal.name} ${verdictOf(ratio, goal.limit, control)}`,
  });
}

/** What a work is called in the other build. */
export const ofOther = (name) => `other build: ${name}`;

const notWorse = { name: 'not worse:', limit: 1 + controlLimit };

/** Prints each work by the first, then those of this build by those of the other. */
function reportTurns(turns, goals) {
  const [[first, base]] = turns;
  const goalOf = (work, by) => goals.find((goal) => goal.of === work && (goal.by ?? first) === by);
  for (const [name, times] of turns) ratioRow(name, ratioOf(times, base), goalOf(name, first));
  for (const { of, by } of goals) {
    if (by === undefined || by === first || !turns.has(of) || !turns.has(by)) continue;
    ratioRow(`${of}, by ${by}`, ratioOf(turns.get(of), turns.get(by)), goalOf(of, by));
  }
  for (const [name, times] of turns) {
    const others = turns.get(ofOther(name));
    if (others) ratioRow(`by the other build: ${name}`, ratioOf(times, others), notWorse);
  }
}

/** Prints what `section` or `target` of harness.mjs found. */
export function report({ title, turns, goals, figure, limit }) {
  if (turns === undefined) {
    row(title, { ratio: figure.toFixed(3), verdict: verdictOf(figure, limit) });
    return;
  }
  console.log(`\n${title}`);
  reportTurns(new Map(turns), goals);
}

/** Findings of some processes as one, the turns of each two processes next to each other: they control one another. */
export function pooled(findings) {
  const [{ title, turns, goals, limit }] = findings;
  if (turns === undefined) return { title, limit, figure: median(findings.map(({ figure }) => figure)) };
  const timesOf = (finding, name) => new Map(finding.turns).get(name);
  const zipped = (name) =>
    findings.flatMap((finding, i) =>
      i % 2 === 1
        ? timesOf(finding, name).flatMap((time, turn) => [timesOf(findings[i - 1], name)[turn], time])
        : [],
    );
  return { title, goals, turns: turns.map(([name]) => [name, zipped(name)]) };
}
