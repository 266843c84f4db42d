/** A limit that lets something through; NaN is none. */
export const atLeastOne = (name: string, value: number): number => {
  if (!(value >= 1)) throw new RangeError(`expected ${name} to be 1 or more, got ${value}`);
  return value;
};
