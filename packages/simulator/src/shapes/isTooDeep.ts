const deepest = 64;

const reaches = (value: unknown, left: number): boolean => {
  if (left < 0) return true;
  if (typeof value !== 'object' || value === null) return false;
  for (const inner of Object.values(value)) if (reaches(inner, left - 1)) return true;
  return false;
};

/** Whether a value is nested deeper than any event: it is refused before anything recursive without a limit touches it. */
export const isTooDeep = (value: unknown): boolean => reaches(value, deepest);
