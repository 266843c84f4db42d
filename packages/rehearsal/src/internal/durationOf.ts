const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** A length of time: milliseconds, or a text as in marble diagrams. */
export type Duration = number | `${number}${keyof typeof units}`;

const isUnit = (text: string): text is keyof typeof units => Object.hasOwn(units, text);

/** Milliseconds of a length of time. */
export const durationOf = (duration: Duration): number => {
  const [, digits = '', unit = ''] = /^([\d.]+)(ms|s|m|h)$/.exec(String(duration)) ?? [];
  const ms = isUnit(unit) ? Number(digits) * units[unit] : Number(duration);
  if (!(ms > 0 && Number.isFinite(ms)))
    throw new RangeError(`Expected a length of time, such as 70m: ${duration}`);
  return ms;
};
