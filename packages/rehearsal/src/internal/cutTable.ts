import type { Cut } from '../cut.ts';

/** Without the seed and the place, which differ from cut to cut. */
const reasonOf = (wrong: string): string => wrong.replace(/ \(seed .*$/s, '').replaceAll('|', '\\|');

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)];

/** Cuts by the type of their event, in the order in which they first came. */
export const cutTable = (cuts: readonly Cut[]): string => {
  const groups = distinct(cuts.map(({ from, event }) => `${from} \`${event}\``)).map((name) => ({
    name,
    group: cuts.filter(({ from, event }) => `${from} \`${event}\`` === name),
  }));
  const rows = groups.map(({ name, group }) => {
    const wrong = group.flatMap((cut) => cut.wrong ?? []);
    const reasons = distinct(wrong.map(reasonOf)).join('; ');
    return `| ${name} | ${group.length - wrong.length} of ${group.length} | ${reasons} |`;
  });
  return ['| cut before | right | what goes wrong |', '| --- | --- | --- |', ...rows].join('\n');
};
