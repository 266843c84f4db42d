import type { Rehearsal } from '../rehearsal.ts';
import { captionLine } from './captionLine.ts';

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

/** The first fact that was not heard as often as it should be: what is wrong, and the line that shows it. */
export const wrongFact = (
  wanted: Readonly<Record<string, number>>,
  { captions, heard }: Rehearsal,
): { readonly what: string; readonly line: string | undefined } | undefined => {
  const found = Object.entries(wanted).find(([name, count]) => (heard[name] ?? 0) !== count);
  if (found === undefined) return undefined;
  const [name, count] = found;
  return {
    what: `${name} was heard ${times(heard[name] ?? 0)} and should be heard ${times(count)}`,
    line: captionLine(captions.at(-1)),
  };
};
